-- Compiled from expectations/contracts/school_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('school_census', 'former_pupil_ap_placements') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("schoolarrangedapdetailsoffrolltableid", e' \t\r\n' || chr(160)), ''), '') as ap_placement_row_id,
        nullif(coalesce(trim("pupilnolongeronrolltableid", e' \t\r\n' || chr(160)), ''), '') as former_pupil_row_id,
        nullif(coalesce(trim("urn", e' \t\r\n' || chr(160)), ''), '') as urn,
        nullif(coalesce(trim("ukprn", e' \t\r\n' || chr(160)), ''), '') as ukprn,
        cast(try_strptime(coalesce(trim("entrydate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as placement_entered_on,
        cast(try_strptime(coalesce(trim("leavingdate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as placement_left_on,
        case when regexp_full_match(coalesce(trim("apsessionsperweek", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("apsessionsperweek", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as weekly_session_count,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("apsettingtype", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("apsettingtype", e' \t\r\n' || chr(160)), '') end as ap_setting_type_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("placementreason", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("placementreason", e' \t\r\n' || chr(160)), '') end as ap_placement_reason_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("apattendancepattern", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("apattendancepattern", e' \t\r\n' || chr(160)), '') end as ap_attendance_pattern_code
    from received

)

select * from typed
