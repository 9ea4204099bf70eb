-- DfE, SEN2 guide, module 5: where children with a plan in force were placed on the reference date.
with plans as (

    select * from {{ ref('fct_ehc_return_active_plans') }}

),

years as (

    select * from {{ ref('dim_ehc_return_years') }}

),

placements as (

    select
        placements.*,
        active_plans.received_row_id as parent_received_row_id
    from {{ ref('stg_sen2__active_plans_each_month') }} as active_plans
    inner join {{ ref('stg_sen2__placements_each_month') }} as placements
        on
            active_plans.submission_id = placements.submission_id
            and active_plans.active_plan_row_id = placements.active_plan_row_id

)

select
    plans.return_year,
    plans.local_authority_code,
    plans.person_id,
    placements.submission_id,
    placements.received_row_id,
    plans.received_row_id as parent_received_row_id,
    case
        when placements.placement_left_on <= years.reference_on then placements.placement_left_on
    end as placement_left_on
from plans
inner join years
    on
        plans.return_year = years.return_year
        and plans.local_authority_code = years.local_authority_code
inner join placements
    on
        plans.submission_id = placements.submission_id
        and plans.received_row_id = placements.parent_received_row_id
where
    coalesce(placements.placement_entered_on <= years.reference_on, true)
    and coalesce(placements.placement_left_on >= years.reference_on, true)
