{#
    The plans in force at each month's end as records of a measure, each month as its own export
    told it. `numerator` says which are counted above the line; a plan that `left_out` gives a reason
    for is counted neither there nor below.
#}
{% macro plans_in_force(id, numerator='true', is_plain_count=false, of='', left_out='null') -%}
with plans as (

    select * from {{ ref('fct_plans_by_month') }}
    {{ 'where ' ~ of if of }}

),

months as (

    {{ reported_months() }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

localities as (

    select * from {{ ref('dim_locality_months') }}

),

sen_types as (

    select * from {{ ref('sen_types') }}

),

placement_types as (

    select * from {{ ref('plan_placement_types') }}

),

judged as (

    select
        plans.*,
        {{ left_out }} as left_out_because
    from plans
    inner join months on plans.month_starting_on = months.month_starting_on

),

records as (

    select
        '{{ id }}' as measure_id,
        judged.local_authority_code,
        judged.month_starting_on,
        judged.plan_in_force_id as record_id,
        judged.person_id,
        judged.submission_id,
        judged.received_row_id,
        cast(judged.left_out_because is null and {{ numerator }} as bigint) as counted_numerator,
        {{ 'cast(null as bigint)' if is_plain_count else 'cast(judged.left_out_because is null as bigint)' }}
            as counted_denominator,
        cast(judged.left_out_because as varchar) as left_out_because,
        coalesce(sen_types.published_label, 'Unknown') as primary_need,
        coalesce(placement_types.label, 'Unknown') as placement_type,
        coalesce(localities.locality, 'Unknown') as locality,
        coalesce(localities.locality_now, 'Unknown') as locality_now,
        {{ of_the_person('people', ['age_group', 'sex', 'ethnicity_major']) | indent(8) }}
    from judged
    left join sen_types on judged.primary_need_code = sen_types.code
    left join placement_types on judged.plan_placement_type_code = placement_types.code
    left join localities
        on
            judged.local_authority_code = localities.local_authority_code
            and judged.locality_code = localities.locality_code
            and judged.month_starting_on = localities.month_starting_on
    left join people
        on
            judged.person_id = people.person_id
            and judged.month_starting_on = people.month_starting_on

)

select * from records
{%- endmacro %}

{#
    The plans that began or ended on a day as records of a measure, from the latest export, which
    holds all of them. `left_out` gives the reason for which one does not count.
#}
{% macro plans_dated(id, day, left_out='null') -%}
with plans as (

    select * from {{ ref('fct_plans') }}

),

months as (

    {{ reported_months() }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

localities as (

    select * from {{ ref('dim_locality_months') }}

),

cease_reasons as (

    select * from {{ ref('plan_cease_reasons') }}

),

judged as (

    select
        plans.*,
        months.month_starting_on,
        {{ left_out }} as left_out_because
    from plans
    inner join months
        on plans.{{ day }} between months.month_starting_on and months.month_ending_on

),

records as (

    select
        '{{ id }}' as measure_id,
        judged.local_authority_code,
        judged.month_starting_on,
        judged.plan_id as record_id,
        judged.person_id,
        judged.submission_id,
        judged.received_row_id,
        cast(judged.left_out_because is null as bigint) as counted_numerator,
        cast(null as bigint) as counted_denominator,
        cast(judged.left_out_because as varchar) as left_out_because,
        case
            when judged.is_plan_ceased then coalesce(cease_reasons.label, 'Unknown')
            else 'Not ceased'
        end as cease_reason,
        coalesce(localities.locality, 'Unknown') as locality,
        {{ of_the_person('people', ['age_group', 'sex', 'ethnicity_major']) | indent(8) }}
    from judged
    left join cease_reasons on judged.plan_cease_reason_code = cease_reasons.code
    left join localities
        on
            judged.local_authority_code = localities.local_authority_code
            and judged.locality_code = localities.locality_code
            and judged.month_starting_on = localities.month_starting_on
    left join people
        on
            judged.person_id = people.person_id
            and judged.month_starting_on = people.month_starting_on

)

select * from records
{%- endmacro %}
