{#
    Datasets: cells of `shown.figures` laid out as rows and columns. A cell is text that may be shown
    already, a plain number or a symbol. Nothing is counted here; what a dataset shows of which
    measures is said once, in `disclosure.figures` of its YAML.

    A dataset begins with `dataset_of`, reads its cells with `cells_of`, makes its columns with `cell`
    and ends with one of the `placed_...` macros, which add time and place and put rows in order.
#}

{#
    What a dataset is made of.
    filters   breakdown columns that become filters, with the item `Total` where a figure is of all
    pivoted   a breakdown column whose items become columns of their own
#}
{% macro dataset_of(name, filters=[], pivoted='') -%}
    {%- set told = {'name': name, 'filters': filters, 'pivoted': pivoted, 'figures': {}} -%}
    {#- A model's meta is not there yet while dbt only parses. -#}
    {%- for node in (graph.nodes.values() if execute else []) if node.config.meta.get('dataset') == name -%}
        {%- do told.update(figures=node.config.meta.disclosure.figures) -%}
    {%- endfor -%}
    {{ return(told) }}
{%- endmacro %}

{# The cells of a dataset, each with the item of every filter and pivoted column. #}
{% macro cells_of(dataset) -%}
    select
        local_authority_code,
        month_starting_on,
        measure_id,
        {%- for column in dataset.filters + [dataset.pivoted] if column %}
        coalesce(items[list_position(string_split(breakdown, ' | '), '{{ column }}')], 'Total') as {{ column }},
        {%- endfor %}
        numerator,
        denominator,
        value
    from {{ source('shown', 'figures') }}
    where dataset = '{{ dataset.name }}'
{%- endmacro %}

{#
    One column: a part (numerator, denominator or value) of a measure, or of the first of several
    that tells of the row. `of` names the item of the pivoted column. Where nothing is told the cell
    is `x`. It is `z` in rows that no measure is broken down by, or, where `only` is given, in all rows
    but those that it is true of.
#}
{% macro cell(dataset, part, measures, of='Total', only='') -%}
    {%- set asked = [measures] if measures is string else measures -%}
    case
        when {{ only or 'true' }}
            then coalesce(
                {%- for measure in asked %}
                max({{ part }}) filter (
                    measure_id = '{{ measure }}'{{ " and " ~ dataset.pivoted ~ " = '" ~ of ~ "'" if dataset.pivoted }}
                ),
                {%- endfor %}
                case when {{ 'true' if only else is_told_of(dataset, asked) }} then 'x' else 'z' end
            )
        else 'z'
    end
{%- endmacro %}

{# Whether some of the measures are broken down as the row is. #}
{% macro is_told_of(dataset, measures) -%}
    {%- set ways = [] -%}
    {%- for measure in measures -%}
        {%- for breakdown in dataset.figures.get(measure, []) -%}
            {%- set columns = breakdown.split(' | ') -%}
            {%- set fits = [] -%}
            {%- for filter in dataset.filters -%}
                {%- do fits.append(filter ~ (" <> 'Total'" if filter in columns else " = 'Total'")) -%}
            {%- endfor -%}
            {%- do ways.append('(' ~ (fits | join(' and ') or 'true') ~ ')') -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ (ways | unique | join(' or ')) or 'false' }}
{%- endmacro %}

{# Rows of months. #}
{% macro placed_by_month(rows, filters=[]) -%}
    {{ placed(rows, filters, 'months.calendar_year', 'months.month_name') }}
{%- endmacro %}

{# Rows of whole calendar years, each of which is told with its December. #}
{% macro placed_by_year(rows, filters=[]) -%}
    {{ placed(rows, filters, 'months.calendar_year', "'Calendar year'") }}
{%- endmacro %}

{#
    Rows of what stood on 31 March, by the year of that day; other months are not shown.
#}
{% macro placed_by_reporting_year(rows, filters=[]) -%}
    {{ placed(rows, filters, 'months.calendar_year', "'Reporting year'", shown="months.month_name = 'March'") }}
{%- endmacro %}

{#
    Rows of weeks that end on `day`, numbered as ISO 8601 numbers them and as DfE's own attendance
    figures do. A week 53 always holds the last of December, when schools are closed.
#}
{% macro placed_by_week(rows, day, filters=[]) -%}
    {{ placed(rows, filters, 'isoyear(cast(' ~ day ~ ' as date))', "'Week ' || week(cast(" ~ day ~ " as date))", order=day, without=[day]) }}
{%- endmacro %}

{# Time and place before the columns of a dataset, and its rows in their lasting order. #}
{% macro placed(rows, filters, year, period, shown='true', order='months.month_starting_on', without=[]) -%}
    select
        cast({{ year }} as varchar) as time_period,
        {{ period }} as time_identifier,
        case when authorities.code is null then 'National' else 'Local authority' end as geographic_level,
        'E92000001' as country_code,
        'England' as country_name,
        authorities.region_ons_code as region_code,
        authorities.region_label as region_name,
        authorities.code as old_la_code,
        authorities.ons_code as new_la_code,
        authorities.label as la_name,
        {{ rows }}.* exclude ({{ (['local_authority_code', 'month_starting_on'] + without) | join(', ') }})
    from {{ rows }}
    inner join {{ ref('months') }} as months on {{ rows }}.month_starting_on = months.month_starting_on
    left join {{ ref('local_authorities') }} as authorities on {{ rows }}.local_authority_code = authorities.code
    where {{ shown }}
    order by
        authorities.code asc nulls first,
        {{ order }} asc
        {%- for filter in filters %},
        {{ rows }}.{{ filter }} = 'Total' desc,
        {{ rows }}.{{ filter }} asc
        {%- endfor %}
{%- endmacro %}
