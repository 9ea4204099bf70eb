with complaints as (

    select * from {{ ref('stg_disputes__complaints') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

ranked as (

    select
        *,
        case complaint_stage_code when '1' then 1 when '2' then 2 else 3 end as stage_rank,
        min(complaint_received_on) over (partition by complaint_ref) as complaint_begun_on
    from complaints

),

-- The authority's references stay behind: a complaint is known by its first day and its place on it.
placed as (

    select
        *,
        dense_rank() over (partition by complaint_begun_on order by complaint_ref) as place_on_day,
        row_number() over (partition by complaint_ref order by stage_rank) = 1 as is_new_complaint,
        lead(complaint_received_on) over (partition by complaint_ref order by stage_rank) as escalated_on
    from ranked

),

judged as (

    select
        complaint_begun_on || '-' || place_on_day || '-' || complaint_stage_code as complaint_stage_id,
        complaint_begun_on || '-' || place_on_day as complaint_id,
        home.local_authority_code,
        placed.submission_id,
        placed.received_row_id,
        placed.complaint_stage_code,
        coalesce(placed.complaint_service_code, 'unknown') as complaint_service_code,
        coalesce(placed.complaint_category_code, 'unknown') as complaint_category_code,
        coalesce(placed.complaint_outcome_code, 'none') as complaint_outcome_code,
        coalesce(placed.complaint_satisfaction_code, 'unknown') as complaint_satisfaction_code,
        placed.complaint_received_on,
        placed.complaint_response_due_on,
        placed.complaint_responded_on,
        placed.escalated_on,
        {{ working_days_after('placed.complaint_responded_on', 20) }} as escalation_open_until_on,
        placed.is_new_complaint,
        placed.complaint_responded_on is not null as is_complaint_answered,
        coalesce(placed.complaint_outcome_code = 'withdrawn', false) as is_complaint_withdrawn,
        coalesce(placed.complaint_responded_on <= placed.complaint_response_due_on, false)
            as is_complaint_answered_in_time,
        coalesce(placed.complaint_outcome_code in ('upheld', 'part'), false) as is_complaint_upheld
    from placed
    cross join home

)

select
    *,
    coalesce(escalated_on <= escalation_open_until_on, false) as is_escalated_within_20_working_days
from judged
