-- What every month's export says of a plan in force: its last review, and its move to a next phase.
-- Whose plan it is, and what it is called, is asked of the one model that knows.
with active_plans as (

    select * from {{ ref('stg_sen2__active_plans_each_month') }}

),

plans as (

    select * from {{ ref('fct_plans_by_month') }}

),

requests as (

    select * from {{ ref('fct_ehc_requests') }}

),

phases as (

    select * from {{ ref('transfer_phases') }}

),

first_plans as (

    select
        request_id,
        min(plan_started_on) as plan_started_on
    from {{ ref('fct_plans') }}
    group by request_id

),

last_exports as (

    select
        supplier_code,
        case_system_person_id,
        request_received_on,
        review_met_on,
        max(received_for_month) as last_received_for_month
    from active_plans
    group by all

),

joined as (

    select
        plans.plan_in_force_id,
        plans.person_id,
        plans.request_id,
        plans.local_authority_code,
        plans.submission_id,
        plans.received_row_id,
        plans.month_starting_on,
        plans.is_transferred_in,
        -- A plan that moved in may have been typed in without the day it was made.
        coalesce(
            first_plans.plan_started_on,
            case when requests.assessment_outcome_code in ('Y', 'S') then requests.assessment_concluded_on end
        ) as plan_made_on,
        active_plans.review_met_on,
        active_plans.review_outcome_code,
        active_plans.review_decided_on,
        active_plans.amendment_notice_on,
        active_plans.final_amended_plan_on,
        phases.code as told_transfer_phase_code,
        active_plans.transfer_final_plan_on,
        coalesce(active_plans.received_for_month = last_exports.last_received_for_month, false)
            as is_last_told_of_meeting
    from active_plans
    inner join plans
        on
            active_plans.submission_id = plans.submission_id
            and active_plans.received_row_id = plans.received_row_id
    left join requests on plans.request_id = requests.request_id
    left join first_plans on plans.request_id = first_plans.request_id
    left join phases on lower(active_plans.transfer_phase) = lower(phases.moves_to)
    left join last_exports
        on
            active_plans.supplier_code = last_exports.supplier_code
            and active_plans.case_system_person_id = last_exports.case_system_person_id
            and active_plans.request_received_on = last_exports.request_received_on
            and active_plans.review_met_on = last_exports.review_met_on

)

select * from joined
