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
        nullif(coalesce(trim("assessmenttableid"), ''), '') as assessment_row_id,
        nullif(coalesce(trim("requeststableid"), ''), '') as request_row_id,
        nullif(coalesce(trim("assessmentoutcome"), ''), '') as assessment_outcome_code,
        cast(try_strptime(coalesce(trim("assessmentoutcomedate"), ''), '%Y-%b-%d %H:%M:%S') as date) as assessment_concluded_on,
        case coalesce(trim("assessmentmediation"), '') when '1' then true when '0' then false end as has_assessment_mediation,
        case coalesce(trim("assessmenttribunal"), '') when '1' then true when '0' then false end as has_assessment_tribunal,
        case coalesce(trim("othermediation"), '') when '1' then true when '0' then false end as has_other_mediation,
        case coalesce(trim("othertribunal"), '') when '1' then true when '0' then false end as has_other_tribunal,
        case coalesce(trim("week20"), '') when '1' then true when '0' then false end as has_time_limit_exception,
        nullif(coalesce(trim("exceptionreason"), ''), '') as exception_reason_code,
        cast(try_strptime(coalesce(trim("draftplandate"), ''), '%Y-%b-%d %H:%M:%S') as date) as draft_plan_sent_on,
        cast(try_strptime(coalesce(trim("epadvicerequested"), ''), '%Y-%b-%d %H:%M:%S') as date) as psychology_advice_requested_on,
        cast(try_strptime(coalesce(trim("epadvicereceived"), ''), '%Y-%b-%d %H:%M:%S') as date) as psychology_advice_received_on,
        cast(try_strptime(coalesce(trim("healthadvicerequested"), ''), '%Y-%b-%d %H:%M:%S') as date) as health_advice_requested_on,
        cast(try_strptime(coalesce(trim("healthadvicereceived"), ''), '%Y-%b-%d %H:%M:%S') as date) as health_advice_received_on,
        cast(try_strptime(coalesce(trim("careadvicerequested"), ''), '%Y-%b-%d %H:%M:%S') as date) as care_advice_requested_on,
        cast(try_strptime(coalesce(trim("careadvicereceived"), ''), '%Y-%b-%d %H:%M:%S') as date) as care_advice_received_on,
        cast(try_strptime(coalesce(trim("educationadvicerequested"), ''), '%Y-%b-%d %H:%M:%S') as date) as education_advice_requested_on,
        cast(try_strptime(coalesce(trim("educationadvicereceived"), ''), '%Y-%b-%d %H:%M:%S') as date) as education_advice_received_on,
        cast(try_strptime(coalesce(trim("parentadvicerequested"), ''), '%Y-%b-%d %H:%M:%S') as date) as parent_advice_requested_on,
        cast(try_strptime(coalesce(trim("parentadvicereceived"), ''), '%Y-%b-%d %H:%M:%S') as date) as parent_advice_received_on
    from received

)

select * from typed
