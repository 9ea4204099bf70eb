-- Compiled from expectations/contracts/ssda903.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('ssda903', 'social_worker') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("CHILD", e' \t\r\n' || chr(160)), ''), '') as la_child_id,
        cast(try_strptime(coalesce(trim("DOB", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as born_on,
        nullif(coalesce(trim("SW_ID", e' \t\r\n' || chr(160)), ''), '') as social_worker_id,
        cast(try_strptime(coalesce(trim("SW_DECOM", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as social_worker_from_on,
        cast(try_strptime(coalesce(trim("SW_DEC", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as social_worker_until_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("SW_REASON", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("SW_REASON", e' \t\r\n' || chr(160)), '') end as social_worker_change_reason_code
    from received

)

select * from typed
