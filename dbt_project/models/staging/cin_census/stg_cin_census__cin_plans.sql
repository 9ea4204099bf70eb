-- Compiled from expectations/contracts/cin_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('cin_census', 'cin_plans') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("@parent", e' \t\r\n' || chr(160)), ''), '') as care_referral_row_id,
        cast(try_strptime(coalesce(trim("CINPlanStartDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as care_plan_started_on,
        cast(try_strptime(coalesce(trim("CINPlanEndDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as care_plan_ended_on
    from received

)

select * from typed
