{#
    The records of a measure, from a fact that has judged them already: those with `day` in a month,
    or, without a `day`, those the fact tells of each month.

    numerator, denominator  what a record adds where it counts; a plain count has no denominator
    left_out                why it does not count; null where it does
    kinds                   breakdown -> (code list, column of the fact): labels of the record itself
    people                  breakdowns of the person; none where the fact knows of nobody
#}
{% macro records_counted(
    id,
    of,
    record_id,
    numerator='1',
    denominator='1',
    left_out='null',
    day=none,
    where='true',
    kinds={},
    people=['age_group', 'sex', 'ethnicity_major', 'locality', 'primary_need']
) -%}
with facts as (

    select * from {{ of }}
    where {{ where }}

),

months as (

    {{ reported_months() }}

),

judged as (

    select
        facts.*{{ ', months.month_starting_on' if day }}{{ ', cast(null as varchar) as person_id' if not people }},
        cast({{ left_out }} as varchar) as left_out_because
    from facts
    inner join months
        on {{ is_of_month('facts.' ~ day if day else none) }}

),

records as (

    select
        {{ considered(id, 'judged', record_id) | indent(4) }},
        {{ counted('judged.left_out_because', numerator, denominator) | indent(4) }}{{ labels_of(kinds, people) | indent(4) }}
    from judged{{ labels_joined(kinds, people) }}

)

select * from records
{%- endmacro %}

{# Whether a day lies in the month; a fact that tells of each month says which one itself. #}
{% macro is_of_month(day) -%}
    {{ day ~ ' between months.month_starting_on and months.month_ending_on' if day
        else 'facts.month_starting_on = months.month_starting_on' }}
{%- endmacro %}

{# What records are described by: labels of their own codes, and what is known of the person. #}
{% macro labels_of(kinds, people) -%}
    {%- for kind in kinds %},
    coalesce({{ kind }}_labels.label, 'Unknown') as {{ kind }}
    {%- endfor %}{{ ',' if people }}
    {{ of_the_person('people', people) }}
{%- endmacro %}

{% macro labels_joined(kinds, people) -%}
    {%- for kind, told in kinds.items() %}
    left join {{ ref(told[0]) }} as {{ kind }}_labels on judged.{{ told[1] }} = {{ kind }}_labels.code
    {%- endfor %}
    {{ people_joined() if people }}
{%- endmacro %}

{% macro people_joined() -%}
    left join {{ ref('dim_people_by_month') }} as people
        on
            judged.person_id = people.person_id
            and judged.month_starting_on = people.month_starting_on
{%- endmacro %}
