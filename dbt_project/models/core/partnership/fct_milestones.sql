with milestones as (

    select * from {{ ref('stg_partnership_returns__milestones') }}

),

statuses as (

    select * from {{ ref('milestone_statuses') }}

),

states as (

    select * from {{ ref('fct_partnership_return_states') }}
    where partnership_return_code = 'milestones'

)

select
    milestones.milestone_id,
    states.local_authority_code,
    states.month_starting_on,
    coalesce(milestones.action_plan_area, 'Unknown') as action_plan_area,
    milestones.milestone_due_on,
    milestones.milestone_status_code,
    statuses.label as milestone_status,
    -- On the last day of the month it is due.
    milestones.milestone_due_on <= last_day(states.month_starting_on) as is_due,
    -- As a council paper of 2020 counts: achieved, or on track to be.
    milestones.milestone_status_code in ('achieved', 'on_track') as is_achieved_or_on_track,
    states.is_told as is_of_a_month_told,
    milestones.submission_id,
    milestones.received_row_id
from milestones
inner join states on milestones.submission_id = states.submission_id
left join statuses on milestones.milestone_status_code = statuses.code
