{#
    Everybody on the providers' neurodevelopmental lists who is still waiting, as records of a
    measure. A list tells of those first seen in its month too; later it tells of them no more, so
    that open referrals which were seen cannot be counted from it.
#}
{% macro pathway_waits(id, numerator, only_autism=false) -%}
with lists as (

    {{ provider_lists(ref('fct_neurodevelopmental_waits'), 'neurodevelopmental_waits') }}

),

conditions as (

    select * from {{ ref('assessed_conditions') }}

),

pathways as (

    select * from {{ ref('assessment_pathways') }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

judged as (

    select
        *,
        case
            when {{ 'not is_suspected_autism' if only_autism else 'false' }} then 'Not referred for suspected autism'
            when is_discharged then 'Taken off the list'
            when is_seen then 'First seen by the end of the month'
            when days_since_referral is null then 'Referred after the day of the list'
        end as left_out_because
    from lists

),

records as (

    select
        {{ considered(id, 'judged', 'pathway_wait_id') | indent(8) }},
        {{ counted('judged.left_out_because', numerator, '1') | indent(8) }},
        judged.nhs_organisation,
        coalesce(conditions.label, 'Unknown') as assessed_condition,
        coalesce(pathways.label, 'Unknown') as assessment_pathway,
        {{ of_the_person('people', ['age_group', 'sex', 'ethnicity_major']) | indent(8) }}
    from judged
    left join conditions on judged.assessed_condition_code = conditions.code
    left join pathways on judged.assessment_pathway_code = pathways.code
    left join people
        on
            judged.person_id = people.person_id
            and judged.month_starting_on = people.month_starting_on

)

select * from records
{%- endmacro %}
