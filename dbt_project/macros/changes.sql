{#
    When a change is worth a question (V114). Small numbers jump by themselves: a count is asked about
    from 20 people up, anything that is divided by people where both times at least 20 stand below
    the line.
#}
{% macro has_moved_enough(when, now, before, declared) -%}
    case
        when {{ declared }}.statistic = 'count'
            then abs({{ now }}.value - {{ before }}.{{ when }}_value) >= 20
        else least({{ now }}.denominator, {{ before }}.{{ when }}_denominator) >= 20
    end
{%- endmacro %}

{# Further from last month than three standard deviations of the twelve months before; six must be known. #}
{% macro is_beyond_its_spread(now, before, declared) -%}
    coalesce(
        {{ before }}.months_before_count >= 6
        and abs({{ now }}.value - {{ before }}.last_month_value) > 3 * {{ before }}.standard_deviation
        and {{ has_moved_enough('last_month', now, before, declared) }},
        false
    )
{%- endmacro %}

{# A share that moved by more than 20 percentage points. #}
{% macro is_20_points_from(when, now, before, declared) -%}
    coalesce(
        {{ declared }}.unit = 'percent'
        and abs({{ now }}.value - {{ before }}.{{ when }}_value) > 20
        and {{ has_moved_enough(when, now, before, declared) }},
        false
    )
{%- endmacro %}

{# A count that more than doubled or halved. #}
{% macro is_twice_or_half_of(when, now, before, declared) -%}
    coalesce(
        {{ declared }}.statistic = 'count'
        and (
            {{ now }}.value > 2 * {{ before }}.{{ when }}_value
            or 2 * {{ now }}.value < {{ before }}.{{ when }}_value
        )
        and {{ has_moved_enough(when, now, before, declared) }},
        false
    )
{%- endmacro %}
