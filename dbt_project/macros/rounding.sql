{#
    Half up, once, in whole numbers, so that no binary fraction can tip a half.
    Returns numerator x scale / denominator as a decimal with `places` places; null for no denominator.
    Both must be whole and not negative.
#}
{% macro share_half_up(numerator, denominator, scale, places) -%}
    case
        when {{ denominator }} > 0
            then cast(
                (
                    2 * cast({{ numerator }} as hugeint) * {{ scale * 10 ** places }}
                    + {{ denominator }}
                ) // (2 * {{ denominator }}) as decimal(38, {{ places }})
            ) / {{ 10 ** places }}
    end
{%- endmacro %}
