with requests as (

    select * from {{ ref('int_ehc_requests_joined') }}

),

clocked as (

    select
        *,
        -- SEND Regulations 2014 reg. 5(1): the parent is told within 6 weeks of the request whether
        -- there will be an assessment; reg. 10(1): within 16 that there will be no plan; reg. 13(2):
        -- the final plan within 20. All three run from the day the request arrived.
        {{ due_after_weeks('request_received_on', 6) }} as decision_due_on,
        {{ due_after_weeks('request_received_on', 16) }} as no_issue_due_on,
        {{ due_after_weeks('request_received_on', 20) }} as plan_due_on,
        assessment_concluded_on - request_received_on as days_to_conclusion,
        coalesce(request_outcome_code in ('Y', 'N'), false)
        and request_decided_on is not null as is_decided,
        coalesce(assessment_outcome_code = 'N', false)
        and assessment_concluded_on is not null as is_no_issue,
        coalesce(assessment_outcome_code = 'Y', false) and not is_transferred_in as is_plan_issued
    from requests

),

judged as (

    select
        request_id,
        person_id,
        local_authority_code,
        submission_id,
        received_row_id,
        coalesce(request_source_code, 'unknown') as request_source_code,
        request_outcome_code,
        coalesce(assessment_outcome_code, 'none') as assessment_outcome_code,
        case
            when not has_time_limit_exception then 'none'
            else coalesce(exception_reason_code, 'unknown')
        end as exception_reason_code,
        coalesce(locality_code, 'unknown') as locality_code,
        coalesce(case_system, 'Unknown') as case_system,
        request_received_on,
        decision_due_on,
        request_decided_on,
        no_issue_due_on,
        plan_due_on,
        draft_plan_sent_on,
        assessment_concluded_on,
        case when is_plan_issued then assessment_concluded_on end as plan_issued_on,
        case when is_no_issue then assessment_concluded_on end as no_issue_told_on,
        case when is_plan_issued then days_to_conclusion end as days_to_issue,
        is_decided,
        is_decided and request_outcome_code = 'N' as is_assessment_refused,
        is_decided and {{ is_done_by('request_decided_on', 'decision_due_on') }} as is_decided_within_6_weeks,
        is_no_issue,
        is_no_issue
        and {{ is_done_by('assessment_concluded_on', 'no_issue_due_on') }} as is_no_issue_within_16_weeks,
        has_time_limit_exception,
        -- SI 2020/471: a limit could give way where the outcome, or the day it was due, fell in the
        -- period and coronavirus was the reason, which is told by the mark or by an exception.
        (has_covid_relaxation or has_time_limit_exception)
        and (
            {{ is_in_covid_period('assessment_concluded_on') }}
            or {{ is_in_covid_period('plan_due_on') }}
        ) as is_covid_relaxed,
        is_transferred_in,
        is_moved_away,
        has_request_mediation,
        has_request_tribunal,
        has_assessment_mediation,
        has_assessment_tribunal,
        has_other_mediation,
        has_other_tribunal,
        is_plan_issued,
        is_plan_issued and not has_time_limit_exception as is_plan_issued_without_exception,
        is_plan_issued
        and {{ is_done_by('assessment_concluded_on', 'plan_due_on') }} as is_plan_issued_within_20_weeks,
        -- W and H carry no date, so nothing can be said of when they ended: never a backlog.
        coalesce(assessment_outcome_code in ('A', 'Y', 'N', 'S'), false)
        and not is_transferred_in as is_assessment_on_the_clock
    from clocked

)

select * from judged
