with requests as (

    select * from {{ ref('int_ehc_requests_joined') }}

),

clocked as (

    select
        *,
        -- SEND Regulations 2014 reg. 13: the final plan within 20 weeks of the request.
        -- Weeks are calendar weeks and bank holidays do not extend them; "within" counts day 140.
        request_received_on + 140 as plan_due_on,
        assessment_concluded_on - request_received_on as days_to_conclusion,
        coalesce(assessment_outcome_code = 'Y', false) and not is_transferred_in as is_plan_issued
    from requests

),

judged as (

    select
        person_id || '-' || request_received_on as request_id,
        person_id,
        local_authority_code,
        submission_id,
        received_row_id,
        request_outcome_code,
        coalesce(assessment_outcome_code, 'none') as assessment_outcome_code,
        request_received_on,
        request_decided_on,
        plan_due_on,
        assessment_concluded_on,
        case when is_plan_issued then assessment_concluded_on end as plan_issued_on,
        case when is_plan_issued then days_to_conclusion end as days_to_issue,
        has_time_limit_exception,
        is_transferred_in,
        is_plan_issued,
        is_plan_issued and not has_time_limit_exception as is_plan_issued_without_exception,
        is_plan_issued and assessment_concluded_on <= plan_due_on as is_plan_issued_within_20_weeks,
        -- W and H carry no date, so nothing can be said of when they ended: never a backlog.
        coalesce(assessment_outcome_code in ('A', 'Y', 'N', 'S'), false)
        and not is_transferred_in as is_assessment_on_the_clock
    from clocked

)

select * from judged
