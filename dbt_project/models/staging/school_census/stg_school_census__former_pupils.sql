-- Compiled from expectations/contracts/school_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('school_census', 'former_pupils') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("pupilnolongeronrolltableid", e' \t\r\n' || chr(160)), ''), '') as former_pupil_row_id,
        nullif(coalesce(trim("schoolcensustableid", e' \t\r\n' || chr(160)), ''), '') as census_row_id,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        nullif(coalesce(trim("formerupn", e' \t\r\n' || chr(160)), ''), '') as former_upn,
        nullif(nullif(coalesce(trim("uniquelearnernumber", e' \t\r\n' || chr(160)), ''), ''), '9999999999') as unique_learner_number,
        nullif(coalesce(trim("surname", e' \t\r\n' || chr(160)), ''), '') as surname,
        nullif(coalesce(trim("forename", e' \t\r\n' || chr(160)), ''), '') as forename,
        cast(try_strptime(coalesce(trim("dob", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as born_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("sex", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("sex", e' \t\r\n' || chr(160)), '') end as sex_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ethnicity", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ethnicity", e' \t\r\n' || chr(160)), '') end as ethnicity_code,
        nullif(coalesce(trim("language", e' \t\r\n' || chr(160)), ''), '') as language_code,
        cast(try_strptime(coalesce(trim("entrydate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as entered_school_on,
        cast(try_strptime(coalesce(trim("leavingdate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as left_school_on,
        case when list_contains(['1', 'true'], lower(coalesce(trim("parttime", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'false'], lower(coalesce(trim("parttime", e' \t\r\n' || chr(160)), ''))) then false end as is_part_time,
        nullif(coalesce(trim("boarder", e' \t\r\n' || chr(160)), ''), '') as boarder_code,
        case when regexp_full_match(coalesce(trim("termlysessionspossible", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("termlysessionspossible", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as possible_session_count
    from received

)

select * from typed
