-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with assessments as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("assessmenttableid", e' \t\r\n' || chr(160)), ''), '') as assessment_row_id,
        nullif(coalesce(trim("requeststableid", e' \t\r\n' || chr(160)), ''), '') as request_row_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("assessmentoutcome", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("assessmentoutcome", e' \t\r\n' || chr(160)), '') end as assessment_outcome_code,
        cast(coalesce(try_strptime(coalesce(trim("assessmentoutcomedate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("assessmentoutcomedate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as assessment_concluded_on,
        case when list_contains(['1'], lower(coalesce(trim("assessmentmediation", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("assessmentmediation", e' \t\r\n' || chr(160)), ''))) then false end as has_assessment_mediation,
        case when list_contains(['1'], lower(coalesce(trim("assessmenttribunal", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("assessmenttribunal", e' \t\r\n' || chr(160)), ''))) then false end as has_assessment_tribunal,
        case when list_contains(['1'], lower(coalesce(trim("othermediation", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("othermediation", e' \t\r\n' || chr(160)), ''))) then false end as has_other_mediation,
        case when list_contains(['1'], lower(coalesce(trim("othertribunal", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("othertribunal", e' \t\r\n' || chr(160)), ''))) then false end as has_other_tribunal,
        case when list_contains(['1'], lower(coalesce(trim("week20", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("week20", e' \t\r\n' || chr(160)), ''))) then false end as has_time_limit_exception,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("exceptionreason", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("exceptionreason", e' \t\r\n' || chr(160)), '') end as exception_reason_code,
        case when list_contains(['1'], lower(coalesce(trim("covidrelaxation", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("covidrelaxation", e' \t\r\n' || chr(160)), ''))) then false end as has_covid_relaxation,
        cast(coalesce(try_strptime(coalesce(trim("draftplandate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("draftplandate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as draft_plan_sent_on,
        cast(coalesce(try_strptime(coalesce(trim("epadvicerequested", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("epadvicerequested", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as psychology_advice_requested_on,
        cast(coalesce(try_strptime(coalesce(trim("epadvicereceived", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("epadvicereceived", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as psychology_advice_received_on,
        cast(coalesce(try_strptime(coalesce(trim("healthadvicerequested", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("healthadvicerequested", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as health_advice_requested_on,
        cast(coalesce(try_strptime(coalesce(trim("healthadvicereceived", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("healthadvicereceived", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as health_advice_received_on,
        cast(coalesce(try_strptime(coalesce(trim("careadvicerequested", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("careadvicerequested", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as care_advice_requested_on,
        cast(coalesce(try_strptime(coalesce(trim("careadvicereceived", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("careadvicereceived", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as care_advice_received_on,
        cast(coalesce(try_strptime(coalesce(trim("educationadvicerequested", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("educationadvicerequested", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as education_advice_requested_on,
        cast(coalesce(try_strptime(coalesce(trim("educationadvicereceived", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("educationadvicereceived", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as education_advice_received_on,
        cast(coalesce(try_strptime(coalesce(trim("parentadvicerequested", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("parentadvicerequested", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as parent_advice_requested_on,
        cast(coalesce(try_strptime(coalesce(trim("parentadvicereceived", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("parentadvicereceived", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as parent_advice_received_on
    from {{ source('sen2', 'assessments_each_month') }}

),

requests as (

    select
        submission_id,
        nullif(coalesce(trim("requeststableid", e' \t\r\n' || chr(160)), ''), '') as request_row_id,
        nullif(coalesce(trim("persontableid", e' \t\r\n' || chr(160)), ''), '') as person_row_id,
        nullif(coalesce(trim("NativeId", e' \t\r\n' || chr(160)), ''), '') as case_system_request_id,
        cast(coalesce(try_strptime(coalesce(trim("receiveddate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("receiveddate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as request_received_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("locality", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("locality", e' \t\r\n' || chr(160)), '') end as locality
    from {{ source('sen2', 'requests_each_month') }}

),

people as (

    select
        submission_id,
        nullif(coalesce(trim("persontableid", e' \t\r\n' || chr(160)), ''), '') as person_row_id,
        nullif(coalesce(trim("NativeId", e' \t\r\n' || chr(160)), ''), '') as case_system_person_id
    from {{ source('sen2', 'people_each_month') }}

),

joined as (

    select
        assessments.submission_id,
        assessments.supplier_code,
        assessments.received_for_month,
        assessments.received_line_number,
        assessments.received_row_id,
        assessments.assessment_row_id,
        assessments.request_row_id,
        assessments.assessment_outcome_code,
        assessments.assessment_concluded_on,
        assessments.has_assessment_mediation,
        assessments.has_assessment_tribunal,
        assessments.has_other_mediation,
        assessments.has_other_tribunal,
        assessments.has_time_limit_exception,
        assessments.exception_reason_code,
        assessments.has_covid_relaxation,
        assessments.draft_plan_sent_on,
        assessments.psychology_advice_requested_on,
        assessments.psychology_advice_received_on,
        assessments.health_advice_requested_on,
        assessments.health_advice_received_on,
        assessments.care_advice_requested_on,
        assessments.care_advice_received_on,
        assessments.education_advice_requested_on,
        assessments.education_advice_received_on,
        assessments.parent_advice_requested_on,
        assessments.parent_advice_received_on,
        requests.case_system_request_id,
        requests.request_received_on,
        requests.locality,
        people.case_system_person_id
    from assessments
    left join requests
        on
            assessments.submission_id = requests.submission_id
            and assessments.request_row_id = requests.request_row_id
    left join people
        on
            requests.submission_id = people.submission_id
            and requests.person_row_id = people.person_row_id

)

select * from joined
