{#
    The months that figures are made for: the reporting month and the 23 before it.
    Every month is there even when nothing happened in it: nothing is then a nought.
#}
{% macro reported_months() -%}
    select months.*
    from {{ ref('months') }} as months
    cross join {{ source('run', 'reporting_month') }} as run
    where
        months.month_starting_on <= run.month_starting_on
        and months.month_starting_on > run.month_starting_on - interval 24 month
{%- endmacro %}

{#
    The authorities of a fact with each month they have spoken of: an extract says nothing of the
    months after its own, and a month without a word is never nought.
#}
{% macro months_told(fact, source_name) -%}
    select distinct
        authorities.local_authority_code,
        months.month_starting_on,
        months.month_ending_on
    from {{ source('run', 'deliveries') }} as deliveries
    inner join (select distinct local_authority_code from {{ fact }}) as authorities
        on deliveries.supplier_code = authorities.local_authority_code
    inner join ({{ reported_months() }}) as months
        on deliveries.month_starting_on >= months.month_starting_on
    where deliveries.source = '{{ source_name }}'
{%- endmacro %}

{# A measure's numerator and denominator, with their ratio times `scale` to six places. #}
{% macro ratio(numerator, denominator, scale=1) -%}
    {{ numerator }} as numerator,
    {{ denominator }} as denominator,
    cast({{ share_half_up(numerator, denominator, scale, 6) }} as decimal(18, 6)) as value
{%- endmacro %}

{#
    A measure that counts events: of the rows of a fact that fell into a month, how many were so.
    `numerator` and `denominator` are boolean columns of the fact: the law is decided there.
#}
{% macro measure(id, of, source_name, month, numerator, denominator) -%}
with told as (

    {{ months_told(of, source_name) }}

),

facts as (

    select * from {{ of }}

),

counted as (

    select
        told.local_authority_code,
        told.month_starting_on,
        count(*) filter (facts.{{ numerator }} and facts.{{ denominator }}) as numerator_count,
        count(*) filter (facts.{{ denominator }}) as denominator_count
    from told
    left join facts
        on
            told.local_authority_code = facts.local_authority_code
            and facts.{{ month }} between told.month_starting_on and told.month_ending_on
    group by all

),

figures as (

    select
        '{{ id }}' as measure_id,
        local_authority_code,
        month_starting_on,
        {{ ratio('numerator_count', 'denominator_count', 100) }}
    from counted

)

select * from figures
{%- endmacro %}

{# One measure in the shape of all: its breakdowns become two columns of text. #}
{% macro in_common_shape(relation, breakdowns) -%}
    select
        measure_id,
        local_authority_code,
        month_starting_on,
        '{{ breakdowns | join(' | ') if breakdowns else 'total' }}' as breakdown,
        {{ breakdowns | join(" || ' | ' || ") if breakdowns else "'Total'" }} as item,
        cast(numerator as bigint) as numerator,
        cast(denominator as bigint) as denominator,
        value
    from {{ relation }}
{%- endmacro %}
