-- Compiled from expectations/contracts/daily_attendance.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('daily_attendance', 'sessions') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("urn", e' \t\r\n' || chr(160)), ''), '') as urn,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        cast(try_strptime(coalesce(trim("date", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as session_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("session", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("session", e' \t\r\n' || chr(160)), '') end as session_half_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("code", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("code", e' \t\r\n' || chr(160)), '') end as attendance_code,
        case when regexp_full_match(coalesce(trim("minutes_late", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("minutes_late", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as late_minute_count,
        cast(try_strptime(coalesce(trim("extracted_at", e' \t\r\n' || chr(160)), ''), '%Y-%m-%dT%H:%M:%S') as timestamp) as extracted_at
    from received

)

select * from typed
