-- DfE, SEN2 guide, module 5: the needs of children with a plan in force on the reference date.
with plans as (

    select * from {{ ref('fct_ehc_return_active_plans') }}

),

needs as (

    select
        needs.*,
        active_plans.received_row_id as parent_received_row_id
    from {{ ref('stg_sen2__active_plans_each_month') }} as active_plans
    inner join {{ ref('stg_sen2__needs_each_month') }} as needs
        on
            active_plans.submission_id = needs.submission_id
            and active_plans.active_plan_row_id = needs.active_plan_row_id

)

select
    plans.return_year,
    plans.local_authority_code,
    plans.person_id,
    needs.submission_id,
    needs.received_row_id,
    plans.received_row_id as parent_received_row_id
from plans
inner join needs
    on
        plans.submission_id = needs.submission_id
        and plans.received_row_id = needs.parent_received_row_id
