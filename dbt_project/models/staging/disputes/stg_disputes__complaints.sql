-- Compiled from expectations/contracts/disputes.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('disputes', 'complaints') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("log_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as dispute_log_taken_on,
        nullif(coalesce(trim("complaint_id", e' \t\r\n' || chr(160)), ''), '') as complaint_ref,
        cast(try_strptime(coalesce(trim("received_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as complaint_received_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("stage", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("stage", e' \t\r\n' || chr(160)), '')) when 'stage 1' then '1' when 'stage 2' then '2' when 'lgsco' then 'ombudsman' else coalesce(trim("stage", e' \t\r\n' || chr(160)), '') end end as complaint_stage_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("service", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("service", e' \t\r\n' || chr(160)), '') end as complaint_service_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("category", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("category", e' \t\r\n' || chr(160)), '') end as complaint_category_code,
        cast(try_strptime(coalesce(trim("due_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as complaint_response_due_on,
        cast(try_strptime(coalesce(trim("response_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as complaint_responded_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("outcome", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("outcome", e' \t\r\n' || chr(160)), '')) when 'not upheld' then 'not_upheld' else coalesce(trim("outcome", e' \t\r\n' || chr(160)), '') end end as complaint_outcome_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("satisfied", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("satisfied", e' \t\r\n' || chr(160)), '')) when 'y' then 'satisfied' when 'n' then 'not_satisfied' when 'unknown' then 'unknown' else coalesce(trim("satisfied", e' \t\r\n' || chr(160)), '') end end as complaint_satisfaction_code
    from received

)

select * from typed
