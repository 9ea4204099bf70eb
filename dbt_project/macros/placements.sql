{#
    The group that DfE publishes a plan's setting in ("Education, health and care plans", 2025
    release). A school's own entry in the register of schools says most; a unit or a resourced place
    is in its school. Independent schools are mainstream, but for special ones (GIAS type 10). A
    provider without a school number is one for over-16s.
#}
{% macro plan_placement_type(establishments, sen_settings, ukprn) -%}
    case
        when {{ establishments }}.sector = 'independent' and {{ establishments }}.gias_type_code = '10' then 'special'
        when {{ establishments }}.sector = 'independent' then 'mainstream'
        when {{ establishments }}.sector is not null then {{ establishments }}.sector
        when {{ sen_settings }}.plan_placement_type_code is not null then {{ sen_settings }}.plan_placement_type_code
        when {{ ukprn }} is not null then 'further_education'
        else 'unknown'
    end
{%- endmacro %}
