-- Compiled from expectations/contracts/school_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('school_census', 'former_pupil_exclusions') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("termlyexclusionsoffrolltableid", e' \t\r\n' || chr(160)), ''), '') as exclusion_row_id,
        nullif(coalesce(trim("pupilnolongeronrolltableid", e' \t\r\n' || chr(160)), ''), '') as former_pupil_row_id,
        cast(try_strptime(coalesce(trim("startdate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as excluded_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("category", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("category", e' \t\r\n' || chr(160)), '') end as exclusion_category_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("reason1", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("reason1", e' \t\r\n' || chr(160)), '') end as exclusion_reason_1_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("reason2", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("reason2", e' \t\r\n' || chr(160)), '') end as exclusion_reason_2_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("reason3", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("reason3", e' \t\r\n' || chr(160)), '') end as exclusion_reason_3_code,
        case when regexp_full_match(coalesce(trim("sessions", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("sessions", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as excluded_session_count,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("senprovision", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("senprovision", e' \t\r\n' || chr(160)), '') end as sen_provision_code
    from received

)

select * from typed
