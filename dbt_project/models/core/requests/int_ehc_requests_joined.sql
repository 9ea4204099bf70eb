with requests as (

    select * from {{ ref('int_ehc_requests_keyed') }}

),

assessments as (

    select * from {{ ref('stg_sen2__assessments') }}

),

transfers as (

    select distinct
        submission_id,
        request_row_id
    from {{ ref('stg_sen2__active_plans') }}
    where transferred_from_la_code is not null

),

localities as (

    select * from {{ ref('localities') }}

),

joined as (

    select
        requests.request_id,
        requests.local_authority_code,
        requests.person_id,
        requests.submission_id,
        requests.received_row_id,
        requests.request_received_on,
        requests.request_decided_on,
        requests.request_source_code,
        requests.request_outcome_code,
        localities.code as locality_code,
        requests.case_system,
        assessments.assessment_outcome_code,
        assessments.exception_reason_code,
        assessments.draft_plan_sent_on,
        assessments.assessment_concluded_on,
        coalesce(assessments.has_time_limit_exception, false) as has_time_limit_exception,
        coalesce(assessments.has_covid_relaxation, false) as has_covid_relaxation,
        coalesce(requests.has_request_mediation, false) as has_request_mediation,
        coalesce(requests.has_request_tribunal, false) as has_request_tribunal,
        coalesce(assessments.has_assessment_mediation, false) as has_assessment_mediation,
        coalesce(assessments.has_assessment_tribunal, false) as has_assessment_tribunal,
        coalesce(assessments.has_other_mediation, false) as has_other_mediation,
        coalesce(assessments.has_other_tribunal, false) as has_other_tribunal,
        requests.exported_mark is not null as is_moved_away,
        transfers.request_row_id is not null as is_transferred_in
    from requests
    left join assessments
        on
            requests.submission_id = assessments.submission_id
            and requests.request_row_id = assessments.request_row_id
    left join transfers
        on
            requests.submission_id = transfers.submission_id
            and requests.request_row_id = transfers.request_row_id
    left join localities
        on
            requests.local_authority_code = localities.local_authority_code
            and requests.locality = localities.code

)

select * from joined
