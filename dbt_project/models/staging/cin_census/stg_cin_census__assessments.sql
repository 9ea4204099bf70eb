-- Compiled from expectations/contracts/cin_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('cin_census', 'assessments') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("@number", e' \t\r\n' || chr(160)), ''), '') as care_assessment_row_id,
        nullif(coalesce(trim("@parent", e' \t\r\n' || chr(160)), ''), '') as care_referral_row_id,
        cast(try_strptime(coalesce(trim("AssessmentActualStartDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as care_assessment_started_on,
        cast(try_strptime(coalesce(trim("AssessmentInternalReviewDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as care_assessment_reviewed_on,
        cast(try_strptime(coalesce(trim("AssessmentAuthorisationDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as care_assessment_authorised_on
    from received

)

select * from typed
