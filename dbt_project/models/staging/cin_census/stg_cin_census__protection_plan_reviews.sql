-- Compiled from expectations/contracts/cin_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('cin_census', 'protection_plan_reviews') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("@parent", e' \t\r\n' || chr(160)), ''), '') as protection_plan_row_id,
        cast(try_strptime(coalesce(trim("CPPreviewDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as protection_plan_reviewed_on
    from received

)

select * from typed
