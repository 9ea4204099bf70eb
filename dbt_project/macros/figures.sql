{#
    Figures, counted from the records of a measure: one row per authority, month, breakdown and
    item. How to count is said once, in the measure's own YAML (config.meta.measure).
#}
{% macro figures(name) -%}
    {#- Named here, for what a measure says of itself is not there while dbt looks for what it reads. -#}
    {%- set records = ref(name) -%}
    {%- set closed_lists = ref('dim_breakdown_items') -%}
    {%- set told = measure_told(name) -%}
    {%- if told.told_by -%}
        {{ return(figures_by_provider(told, records, closed_lists)) }}
    {%- endif -%}
    select * from (

        with records as (

            select * from {{ records }}

        ),

        told as (

            {{ months_known(told.source, told.counts_from) | indent(12) }}

        ),

        counted as (

            {{ counted_by(told) | indent(12) }}

        ),

        items as (

            {{ items_of(told, closed_lists) | indent(12) }}

        ),

        filled as (

            select
                told.local_authority_code,
                told.month_starting_on,
                told.reason_code,
                items.breakdown,
                items.item,
                items.rest,
                coalesce(counted.numerator, {{ 'null' if told.statistic in ranked_statistics() else '0' }}) as numerator,
                coalesce(counted.denominator, 0) as denominator
            from told
            inner join items
                on
                    told.local_authority_code is not distinct from items.local_authority_code
                    and coalesce(told.month_starting_on = items.month_starting_on, true)
                    and (told.reason_code is null or items.breakdown = 'total')
            left join counted
                on
                    told.reason_code is null
                    and told.local_authority_code is not distinct from counted.local_authority_code
                    and told.month_starting_on = counted.month_starting_on
                    and items.breakdown = counted.breakdown
                    and items.item = counted.item

        ),

        divided as (

            select
                * replace ({{ denominator_of(told) }} as denominator)
            from filled

        )

        select
            '{{ told.id }}' as measure_id,
            local_authority_code,
            month_starting_on,
            breakdown,
            item,
            case when reason_code is null then cast(numerator as bigint) end as numerator,
            case when reason_code is null then cast(denominator as bigint) end as denominator,
            case
                when reason_code is null
                    then cast({{ value_of(told.statistic) }} as decimal(18, 6))
            end as value,
            case
                when reason_code is not null then 'x'
                when denominator = 0 then 'z'
            end as symbol,
            reason_code
        from divided

    )
{%- endmacro %}

{# What a measure's YAML says of how it is counted; it is not there yet while dbt only parses. #}
{% macro measure_told(name) -%}
    {%- set blank = {'id': '', 'source': '', 'statistic': 'count', 'breakdowns': [], 'counts_from': 'latest', 'parts': '', 'of_its_month': [], 'told_by': '', 'adds_up': '', 'also_together': {}} -%}
    {%- if execute -%}
        {%- set node = graph.nodes['model.' ~ project_name ~ '.' ~ name] -%}
        {{ return(dict(blank, **node.config.meta.measure)) }}
    {%- endif -%}
    {{ return(blank) }}
{%- endmacro %}

{# Statistics that rank records and do not add them up: where there are none there is no answer. #}
{% macro ranked_statistics() -%}
    {{ return(['median_weeks', 'longest_weeks', 'percentile_95_weeks']) }}
{%- endmacro %}

{# Breakdowns that show some of their items added up or together too, each with its measure, as texts. #}
{% macro added_up_breakdowns() -%}
    {%- set added = [''] -%}
    {%- for node in (graph.nodes.values() if execute else []) if node.name.startswith('msr_') -%}
        {%- set told = node.config.meta.get('measure', {}) -%}
        {%- for columns in told.get('breakdowns', []) -%}
            {%- if told.get('adds_up') in columns or (told.get('also_together') and told.parts in columns) -%}
                {%- do added.append(told.id ~ ' ' ~ columns | join(' | ')) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    '{{ added | join("', '") }}'
{%- endmacro %}

{# The measures whose figures are not sums, as a list of texts. #}
{% macro ranked_measures() -%}
    {%- set ranked = [''] -%}
    {%- for node in (graph.nodes.values() if execute else []) if node.name.startswith('msr_') -%}
        {%- set told = node.config.meta.get('measure', {}) -%}
        {%- if told.get('statistic') in ranked_statistics() -%}
            {%- do ranked.append(told.id) -%}
        {%- endif -%}
    {%- endfor -%}
    '{{ ranked | join("', '") }}'
{%- endmacro %}

{#
    Whether a delivery tells of a month. `latest`: one that holds all the past tells every month up
    to its own. `own_month`: a list of what stood on a day tells its own month only. `own_year`: a
    yearly return tells the twelve months that end with its own.
#}
{% macro delivery_tells(counts_from) -%}
    deliveries.month_starting_on = months.month_starting_on
    {%- if counts_from == 'own_year' %}
    or (
        deliveries.month_starting_on > months.month_starting_on
        and deliveries.month_starting_on < months.month_starting_on + interval 12 month
    )
    {%- elif counts_from != 'own_month' %}
    or (deliveries.holds_everything and deliveries.month_starting_on > months.month_starting_on)
    {%- endif %}
{%- endmacro %}

{#
    The months a source has told, for each authority it speaks for, and those it had promised and
    not sent, with how that delivery stands.
#}
{% macro months_known(source_name, counts_from) -%}
    select
        deliveries.local_authority_code,
        months.month_starting_on,
        cast(null as varchar) as reason_code
    from ({{ reported_months() }}) as months
    inner join {{ ref('fct_deliveries') }} as deliveries
        on
            deliveries.source = '{{ source_name }}'
            and (
                {{ delivery_tells(counts_from) | indent(16) }}
            )
    group by all
    union all
    select
        home.local_authority_code,
        months.month_starting_on,
        min(expected.state_code) as reason_code
    from ({{ reported_months() }}) as months
    cross join {{ ref('dim_home_authority') }} as home
    inner join {{ ref('fct_expected_deliveries') }} as expected
        on
            expected.source = '{{ source_name }}'
            and expected.month_starting_on = months.month_starting_on
            and not expected.is_received
    where not exists (
        select 1
        from {{ ref('fct_deliveries') }} as deliveries
        where
            deliveries.source = '{{ source_name }}'
            and (
                {{ delivery_tells(counts_from) | indent(16) }}
            )
    )
    group by all
{%- endmacro %}

{# Every breakdown of the records in one scan. #}
{% macro counted_by(told) -%}
    {%- set columns = told.breakdowns | sum(start=[]) | unique | list -%}
    select
        local_authority_code,
        month_starting_on,
        {{ breakdown_named(told.breakdowns, columns) }} as breakdown,
        {{ item_named(told.breakdowns, columns) }} as item,
        {{ numerator_of(told.statistic) }} as numerator,
        coalesce(sum(counted_denominator), 0) as denominator
    from records
    where left_out_because is null
    group by grouping sets (
        (local_authority_code, month_starting_on)
        {%- for group in told.breakdowns %},
        (local_authority_code, month_starting_on, {{ group | join(', ') }})
        {%- endfor %}
    )
{%- endmacro %}

{# Which set of columns a row of grouping sets is for. #}
{% macro is_grouped_by(group, columns) -%}
    {%- for column in columns -%}
        grouping({{ column }}) = {{ 0 if column in group else 1 }}{{ ' and ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{% macro breakdown_named(breakdowns, columns) -%}
    {%- if columns -%}
    case
        {%- for group in breakdowns %}
        when {{ is_grouped_by(group, columns) }} then '{{ group | join(' | ') }}'
        {%- endfor %}
        else 'total'
    end
    {%- else -%}'total'{%- endif -%}
{%- endmacro %}

{% macro item_named(breakdowns, columns) -%}
    {%- if columns -%}
    case
        {%- for group in breakdowns %}
        when {{ is_grouped_by(group, columns) }} then {{ group | join(" || ' | ' || ") }}
        {%- endfor %}
        else 'Total'
    end
    {%- else -%}'Total'{%- endif -%}
{%- endmacro %}

{#
    The items that every month shows: all combinations of closed lists, and whatever occurs. An item
    of a column that the measure says is `of_its_month`, such as a week, is shown in that month only.
    `rest` is an item without its part, for shares of a whole.
#}
{% macro items_of(told, closed_lists) -%}
    select distinct
        local_authority_code,
        cast(null as date) as month_starting_on,
        'total' as breakdown,
        'Total' as item,
        cast(null as varchar) as rest
    from told
    {%- for group in told.breakdowns %}
    {%- set rest = group | reject('equalto', told.parts) | list %}
    {%- set dated = group | select('in', told.of_its_month) | list %}
    {%- set lasting = group | reject('in', told.of_its_month) | list %}
    {%- set month = 'month_starting_on' if dated else 'cast(null as date)' %}
    union
    select
        local_authority_code,
        month_starting_on,
        '{{ group | join(' | ') }}' as breakdown,
        {{ group | join(" || ' | ' || ") }} as item,
        {{ rest | join(" || ' | ' || ") if rest else "''" }} as rest
    from (
        select distinct local_authority_code, {{ month }} as month_starting_on, {{ group | join(', ') }}
        from records
        where left_out_because is null
        {%- if lasting %}
        union
        select spoken.local_authority_code, spoken.month_starting_on, {% for column in group %}
        {{- 'spoken' if column in dated else column ~ '_items' }}.{{ column if column in dated else 'item' }} as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
        from (
            {%- if dated %}
            select distinct local_authority_code, month_starting_on, {{ dated | join(', ') }}
            from records
            where left_out_because is null
            {%- else %}
            select distinct local_authority_code, cast(null as date) as month_starting_on from told
            {%- endif %}
        ) as spoken
        {%- for column in lasting %}
        cross join (select item from {{ closed_lists }} where breakdown = '{{ column }}') as {{ column }}_items
        {%- endfor %}
        {%- endif %}
    ) as combinations
    {%- endfor %}
{%- endmacro %}

{% macro numerator_of(statistic) -%}
    {%- set known = 'counted_denominator > 0' -%}
    {%- if statistic == 'longest_weeks' -%}
        max(counted_numerator) filter ({{ known }})
    {%- elif statistic == 'median_weeks' -%}
        {#- Doubled, so that half a day stays whole. -#}
        cast(2 * median(counted_numerator) filter ({{ known }}) as bigint)
    {%- elif statistic == 'percentile_95_weeks' -%}
        {#- Nearest rank: the shortest that at least 95 in 100 do not exceed. -#}
        quantile_disc(counted_numerator, 0.95) filter ({{ known }})
    {%- else -%}
        coalesce(sum(counted_numerator), 0)
    {%- endif -%}
{%- endmacro %}

{# What a figure is divided by: nothing, those counted below the line, or the whole it is a part of. #}
{% macro denominator_of(told) -%}
    {%- if told.statistic == 'count' -%}
        cast(null as bigint)
    {%- elif told.statistic == 'distribution' -%}
        case
            when breakdown = 'total' then denominator
            {%- for group in told.breakdowns if told.parts in group %}
            when breakdown = '{{ group | join(' | ') }}'
                then sum(numerator) over (
                    partition by local_authority_code, month_starting_on, breakdown, rest
                )
            {%- endfor %}
            else denominator
        end
    {%- else -%}
        denominator
    {%- endif -%}
{%- endmacro %}

{# The value of a figure, rounded once; null where there is nothing to divide by. #}
{% macro value_of(statistic) -%}
    {%- if statistic == 'count' -%}
        numerator
    {%- elif statistic in ['share', 'distribution'] -%}
        {{ share_half_up('numerator', 'denominator', 100, 6) }}
    {%- elif statistic == 'change' -%}
        {#- How much more or less than the base, in percent. -#}
        {{ share_half_up('numerator', 'denominator', 100, 6) }} - 100
    {%- elif statistic == 'mean' -%}
        {{ share_half_up('numerator', 'denominator', 1, 6) }}
    {%- elif statistic == 'mean_weeks' -%}
        {{ share_half_up('numerator', '(7 * denominator)', 1, 6) }}
    {%- elif statistic == 'median_weeks' -%}
        {{ share_half_up('numerator', '14', 1, 6) }}
    {%- elif statistic == 'percentile_95_weeks' -%}
        {{ share_half_up('numerator', '7', 1, 6) }}
    {%- elif statistic == 'longest_weeks' -%}
        {#- Whole weeks gone by: 896 days are 128 weeks. -#}
        numerator // 7
    {%- else -%}
        {{ exceptions.raise_compiler_error("'" ~ statistic ~ "' is no statistic: see macros/figures.sql") }}
    {%- endif -%}
{%- endmacro %}
