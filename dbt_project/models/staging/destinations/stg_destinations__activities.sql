-- Compiled from expectations/contracts/destinations.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('destinations', 'activities') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("month_end", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as snapshot_on,
        nullif(coalesce(trim("young_person_id", e' \t\r\n' || chr(160)), ''), '') as young_person_id,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        cast(try_strptime(coalesce(trim("dob", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as born_on,
        case when regexp_full_match(coalesce(trim("academic_age", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("academic_age", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as academic_age,
        case when list_contains(['1', 'y', 'yes', 'true'], lower(coalesce(trim("send_flag", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'n', 'no', 'false'], lower(coalesce(trim("send_flag", e' \t\r\n' || chr(160)), ''))) then false end as has_special_needs_mark,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("activity", e' \t\r\n' || chr(160)), ''))) then lower(coalesce(trim("activity", e' \t\r\n' || chr(160)), '')) end as activity_code,
        cast(try_strptime(coalesce(trim("start_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as activity_started_on,
        cast(try_strptime(coalesce(trim("confirmed_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as activity_confirmed_on,
        cast(try_strptime(coalesce(trim("expiry_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as activity_lapses_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("la", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("la", e' \t\r\n' || chr(160)), '') end as local_authority_code,
        case when list_contains(['1', 'y', 'yes', 'true'], lower(coalesce(trim("looked_after", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'n', 'no', 'false'], lower(coalesce(trim("looked_after", e' \t\r\n' || chr(160)), ''))) then false end as is_looked_after,
        case when list_contains(['1', 'y', 'yes', 'true'], lower(coalesce(trim("supervised_by_yot", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'n', 'no', 'false'], lower(coalesce(trim("supervised_by_yot", e' \t\r\n' || chr(160)), ''))) then false end as is_supervised_by_youth_justice
    from received

)

select * from typed
