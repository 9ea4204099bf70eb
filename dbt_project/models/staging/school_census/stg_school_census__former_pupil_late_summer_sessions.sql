-- Compiled from expectations/contracts/school_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('school_census', 'former_pupil_late_summer_sessions') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("summerhalfterm2sessiondetailsoffrolltableid", e' \t\r\n' || chr(160)), ''), '') as session_total_row_id,
        nullif(coalesce(trim("pupilnolongeronrolltableid", e' \t\r\n' || chr(160)), ''), '') as former_pupil_row_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("attendancereason", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("attendancereason", e' \t\r\n' || chr(160)), '') end as census_attendance_code,
        case when regexp_full_match(coalesce(trim("sessions", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("sessions", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as session_count
    from received

)

select * from typed
