{#
    Primary suppression, as a dataset declares it once in its `disclosure` meta:
    {policy: suppress, hide_from: 1, hide_to: 5, unless: <column that is true for public figures>}.
    domain rule: a count of 1 to 5 is hidden; a percentage is hidden when its numerator, what is
    left of its denominator, or the denominator is; a mean or a longest wait needs 6 people.
#}
{% macro disclosure() -%}
    {# A model's meta is not there yet while dbt only parses. #}
    {{ return(model.config.meta.disclosure if execute else {'hide_from': 1, 'hide_to': 5}) }}
{%- endmacro %}

{% macro is_small(count) -%}
    {% set policy = disclosure() -%}
    ({{ count }} between {{ policy.hide_from }} and {{ policy.hide_to }}
    {%- if policy.unless %} and not {{ policy.unless }}{% endif %})
{%- endmacro %}

{# A count as published: `x` when it is not available, `c` when it is small. #}
{% macro published_count(count) -%}
    case
        when {{ count }} is null then 'x'
        when {{ is_small(count) }} then 'c'
        else cast({{ count }} as varchar)
    end
{%- endmacro %}

{# A percentage with one decimal place: `x` not available, `z` nothing to divide by, `c` small. #}
{% macro published_percent(numerator, denominator) -%}
    case
        when {{ numerator }} is null or {{ denominator }} is null then 'x'
        when {{ denominator }} = 0 then 'z'
        when
            {{ is_small(numerator) }}
            or {{ is_small(denominator) }}
            or {{ is_small(denominator ~ ' - ' ~ numerator) }}
            then 'c'
        else cast(cast({{ share_half_up(numerator, denominator, 100, 1) }} as decimal(18, 1)) as varchar)
    end
{%- endmacro %}

{#
    A length in weeks from days over people, hidden below 6 people. A percentile needs 20: with
    fewer the 95th is the longest wait itself, and one child's.
#}
{% macro published_weeks(days, people, divisor, places, at_least=6) -%}
    case
        when {{ people }} is null then 'x'
        when {{ people }} = 0 then 'z'
        when {{ days }} is null then 'x'
        when {{ is_small(people) }} or {{ people }} < {{ at_least }} then 'c'
        else
            cast(
                cast(
                    {{ share_half_up(days, divisor, 1, places) }} as decimal(18, {{ places }})
                ) as varchar
            )
    end
{%- endmacro %}
