with plans as (

    select * from {{ ref('stg_cin_census__child_protection_plans_each_month') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

told as (

    select
        plans.*,
        linked.person_id,
        {{ return_tells_from('plans.received_for_month') }} as told_from_on,
        {{ return_tells_to('plans.received_for_month', 'plans.supplier_code') | indent(8) }} as told_to_on
    from plans
    left join linked
        on
            {{ is_record_of('linked', 'plans', 'la_child_id') | indent(12) }}

),

judged as (

    select
        {{ record_named(
            'person_id', ['protection_plan_started_on'], ['received_for_month']
        ) | indent(8) }} as protection_plan_id,
        person_id,
        supplier_code as local_authority_code,
        submission_id,
        received_row_id,
        received_for_month as return_month_starting_on,
        latest_abuse_category_code,
        protection_plan_started_on,
        protection_plan_ended_on,
        greatest(protection_plan_started_on, told_from_on) as protected_from_on,
        -- On the day it ends a plan no longer protects.
        least(protection_plan_ended_on - 1, told_to_on) as protected_to_on
    from told

)

select * from judged
