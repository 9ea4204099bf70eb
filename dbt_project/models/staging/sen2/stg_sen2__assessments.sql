-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('sen2', 'assessments') }}

),

typed as (

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
    from received

)

select * from typed
