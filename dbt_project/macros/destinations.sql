{#
    Young people in the client database's list of a month as records of a measure. `counts` is a flag
    of the fact: the client database's rules are decided there. `not_of_the_cohort` are the branches
    of a case that say who else is left out.
#}
{% macro young_people(id, counts, not_of_the_cohort) -%}
with destinations as (

    select * from {{ ref('fct_destinations_by_month') }}

),

months as (

    {{ reported_months() }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

judged as (

    select
        destinations.*,
        case
            when not destinations.is_in_cohort then 'Moved away or died'
            when destinations.resident_authority_code <> destinations.local_authority_code
                then 'Lives in another authority'
            {{ not_of_the_cohort | indent(12) }}
        end as left_out_because,
        {{ of_the_person('people', ['sex', 'ethnicity_major']) | indent(8) }}
    from destinations
    inner join months on destinations.month_starting_on = months.month_starting_on
    left join people
        on
            destinations.person_id = people.person_id
            and destinations.month_starting_on = people.month_starting_on

),

records as (

    select
        {{ considered(id, 'judged', 'destination_id') | indent(8) }},
        {{ counted('judged.left_out_because', 'judged.' ~ counts, '1') | indent(8) }},
        case when judged.academic_age < 18 then '16 and 17' else '18 to 25' end as destination_age,
        case when judged.is_looked_after then 'Yes' else 'No' end as looked_after,
        judged.sex,
        judged.ethnicity_major
    from judged

)

select * from records
{%- endmacro %}

{# The cohort as the client database marks it. #}
{% macro not_marked() -%}
    when not destinations.has_special_needs_mark then 'Not marked as having special educational needs'
{%- endmacro %}

{# The cohort as the case system holds plans. #}
{% macro without_a_plan() -%}
    when people.person_id is null then 'Nobody is linked to the young person'
    when people.sen_status <> 'EHC plan' then 'No plan is in force'
{%- endmacro %}

{# Those with a plan for a learning difficulty, of 18 to 25, of whom anybody knows what they do. #}
{% macro without_a_known_learning_disability() -%}
    when people.person_id is null then 'Nobody is linked to the young person'
    when
        people.primary_need not in (
            'Moderate learning difficulty', 'Severe learning difficulty',
            'Profound and multiple learning difficulty'
        )
        then 'No plan for a learning difficulty is in force'
    when destinations.academic_age < 18 then 'Under 18'
    when destinations.is_not_known then 'Nobody knows what the young person does'
{%- endmacro %}
