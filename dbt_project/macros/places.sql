{#
    A home postcode without its last two letters: the only part of it that may leave the
    identifiable store. The pattern is that of orchestration/contracts/privacy.py.
#}
{% macro postcode_sector(postcode) -%}
    nullif(regexp_extract({{ postcode }}, '^[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9]'), '')
{%- endmacro %}
