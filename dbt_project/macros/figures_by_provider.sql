{#
    Figures of what NHS providers tell, counted from the records of a measure as `figures` does, with
    these differences. Each provider speaks for itself (no authority) and an authority has figures
    only where all its providers have spoken, so the records say already whose figure they count in.
    A group is there where the month's lists have anybody in it, also if nobody of them counts: of
    services that no list names, nothing is known. Beside what `figures` reads in a measure's YAML:
    told_by        the breakdown column that names who tells
    adds_up        a breakdown column whose items are shown added up too, as `Total`
    also_together  items of `parts` that are shown together too, under a name of their own
#}
{% macro figures_by_provider(told, records, closed_lists) -%}
    {%- set groups = provider_groups(told) -%}
    select * from (

        with records as (

            select * from {{ records }}

        ),

        counted as (
            {%- for group in groups %}

            select
                local_authority_code,
                month_starting_on,
                '{{ group.breakdown }}' as breakdown,
                {{ group.rest }} as rest,
                {{ group.part }} as part,
                {{ numerator_of(told.statistic) }} as numerator,
                coalesce(sum(counted_denominator), 0) as denominator
            from records
            where {{ group.whose }}
            group by all
            having count(counted_numerator) > 0
            {%- if not loop.last %}

            union all
            {%- endif %}
            {%- endfor %}

        ),

        {%- if told.parts %}

        -- Every item of a closed list, and those that are shown together too.
        wholes as (

            select
                local_authority_code,
                month_starting_on,
                breakdown,
                rest,
                sum(denominator) as denominator
            from counted
            where part is not null
            group by all

        ),

        parts as (

            select
                item as part,
                item as shown_as
            from {{ closed_lists }}
            where breakdown = '{{ told.parts }}'
            {%- for together, items in told.also_together.items() %}
            {%- for item in items %}
            union all
            select
                '{{ item }}' as part,
                '{{ together }}' as shown_as
            {%- endfor %}
            {%- endfor %}

        ),

        filled as (

            select
                wholes.local_authority_code,
                wholes.month_starting_on,
                wholes.breakdown,
                case when wholes.rest <> '' then wholes.rest || ' | ' else '' end || parts.shown_as as item,
                coalesce(sum(counted.numerator), 0) as numerator,
                wholes.denominator
            from wholes
            cross join parts
            left join counted
                on
                    wholes.local_authority_code is not distinct from counted.local_authority_code
                    and wholes.month_starting_on = counted.month_starting_on
                    and wholes.breakdown = counted.breakdown
                    and wholes.rest = counted.rest
                    and parts.part = counted.part
            group by
                wholes.local_authority_code, wholes.month_starting_on, wholes.breakdown, wholes.rest,
                wholes.denominator, parts.shown_as
            union all
            select
                local_authority_code,
                month_starting_on,
                breakdown,
                rest as item,
                numerator,
                denominator
            from counted
            where part is null

        ),
        {%- else %}

        filled as (

            select
                local_authority_code,
                month_starting_on,
                breakdown,
                rest as item,
                numerator,
                denominator
            from counted

        ),
        {%- endif %}

        divided as (

            select
                * replace ({{ 'cast(null as bigint)' if told.statistic == 'count' else 'denominator' }} as denominator)
            from filled

        )

        select
            '{{ told.id }}' as measure_id,
            local_authority_code,
            month_starting_on,
            breakdown,
            item,
            cast(numerator as bigint) as numerator,
            cast(denominator as bigint) as denominator,
            cast({{ value_of(told.statistic) }} as decimal(18, 6)) as value,
            case when denominator = 0 then 'z' end as symbol,
            cast(null as varchar) as reason_code
        from divided

    )
{%- endmacro %}

{#
    What is counted apart: the total of an authority, and each breakdown for whom it makes sense. A
    provider's own figures always name it; an authority's never need to.
#}
{% macro provider_groups(told) -%}
    {%- set groups = [{
        'breakdown': 'total', 'rest': "'Total'", 'part': 'cast(null as varchar)',
        'whose': 'local_authority_code is not null',
    }] -%}
    {%- for columns in told.breakdowns -%}
        {%- set whose = 'true' if told.told_by in columns else 'local_authority_code is not null' -%}
        {%- set part = told.parts if told.parts in columns else 'cast(null as varchar)' -%}
        {%- set rest = columns | reject('equalto', told.parts) | list -%}
        {%- set named = columns | join(' | ') -%}
        {%- do groups.append({
            'breakdown': named, 'part': part, 'whose': whose,
            'rest': rest | join(" || ' | ' || ") if rest else "''",
        }) -%}
        {%- if told.adds_up in columns -%}
            {%- set added = [] -%}
            {%- for column in rest -%}
                {%- do added.append("'Total'" if column == told.adds_up else column) -%}
            {%- endfor -%}
            {%- do groups.append({
                'breakdown': named, 'part': part, 'whose': whose ~ ' and ' ~ told.adds_up ~ " <> 'Total'",
                'rest': added | join(" || ' | ' || "),
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(groups) }}
{%- endmacro %}
