-- Compiled from expectations/contracts/disputes.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('disputes', 'mediations') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("log_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as dispute_log_taken_on,
        nullif(coalesce(trim("mediation_ref", e' \t\r\n' || chr(160)), ''), '') as mediation_ref,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        cast(try_strptime(coalesce(trim("request_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as mediation_requested_on,
        cast(try_strptime(coalesce(trim("session_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as mediation_held_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("outcome", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("outcome", e' \t\r\n' || chr(160)), '')) when 'not taken up' then 'not_taken_up' else coalesce(trim("outcome", e' \t\r\n' || chr(160)), '') end end as mediation_outcome_code
    from received

)

select * from typed
