{# What a person is on a day, as the labels that figures are broken down by. #}

{#
    Age groups as DfE publishes SEN2. Age is that on 31 August before the school year, so that
    the month of birth is enough to know it.
#}
{% macro age_group_labels() -%}
    ['Under 5', '5 to 10', '11 to 15', '16 to 19', '20 to 25', 'Over 25', 'Unknown']
{%- endmacro %}

{# The year in which the school year of a day began. #}
{% macro school_year(day) -%}
    (year({{ day }}) - cast(month({{ day }}) < 9 as integer))
{%- endmacro %}

{% macro age_at_school_year(birth_month, day) -%}
    ({{ school_year(day) }} - year({{ birth_month }}) - cast(month({{ birth_month }}) > 8 as integer))
{%- endmacro %}

{% macro age_group(age) -%}
    case
        when {{ age }} is null then 'Unknown'
        when {{ age }} < 5 then 'Under 5'
        when {{ age }} <= 10 then '5 to 10'
        when {{ age }} <= 15 then '11 to 15'
        when {{ age }} <= 19 then '16 to 19'
        when {{ age }} <= 25 then '20 to 25'
        else 'Over 25'
    end
{%- endmacro %}

{# The first limit is the statutory 20 weeks; day 365 belongs to the top band (NHS and DfE usage). #}
{% macro weeks_to_issue_labels() -%}
    ['20 weeks or fewer', 'Over 20 to 52 weeks', 'Over 52 weeks']
{%- endmacro %}

{% macro weeks_to_issue(days) -%}
    case
        when {{ days }} <= 140 then '20 weeks or fewer'
        when {{ days }} <= 364 then 'Over 20 to 52 weeks'
        else 'Over 52 weeks'
    end
{%- endmacro %}

{#
    The breakdown columns of a measure of people, from a left join to `dim_people_by_month`:
    whoever is linked to nobody is an item of every breakdown, and never a no.
#}
{% macro of_the_person(people, columns) -%}
    {%- for column in columns %}
    coalesce({{ people }}.{{ column }}, 'Not linked') as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
