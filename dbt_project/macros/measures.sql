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

{# A measure's numerator and denominator, with their ratio times `scale` to six places. #}
{% macro ratio(numerator, denominator, scale=1) -%}
    {{ numerator }} as numerator,
    {{ denominator }} as denominator,
    cast({{ share_half_up(numerator, denominator, scale, 6) }} as decimal(18, 6)) as value
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
        value,
        case when denominator = 0 then 'z' end as symbol,
        cast(null as varchar) as reason_code
    from {{ relation }}
{%- endmacro %}
