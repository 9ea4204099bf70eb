{#
    Social care's returns tell of a year to 31 March. Each is believed for its own year; the latest
    also stands for the time after it, until the next one comes, because nothing newer is known.
#}
{% macro return_tells_from(return_month) -%}
    cast({{ return_month }} - interval 11 month as date)
{%- endmacro %}

{# The last day that a return tells of; null for the latest. #}
{% macro return_tells_to(return_month, sender) -%}
    case
        when {{ return_month }} < max({{ return_month }}) over (partition by {{ sender }})
            then cast({{ return_month }} + interval 1 month - interval 1 day as date)
    end
{%- endmacro %}

{# Whether a spell of days, both inclusive and open where it has no end, holds a day. #}
{% macro spell_holds(from_on, to_on, day) -%}
    {{ from_on }} <= {{ day }} and coalesce({{ to_on }} >= {{ day }}, true)
{%- endmacro %}
