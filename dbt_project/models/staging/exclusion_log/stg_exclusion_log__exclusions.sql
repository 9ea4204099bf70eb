-- Compiled from expectations/contracts/exclusion_log.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('exclusion_log', 'exclusions') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("log_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as log_taken_on,
        nullif(coalesce(trim("urn", e' \t\r\n' || chr(160)), ''), '') as urn,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        cast(try_strptime(coalesce(trim("startdate", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as excluded_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("category", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("category", e' \t\r\n' || chr(160)), '') end as exclusion_category_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("reason1", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("reason1", e' \t\r\n' || chr(160)), '') end as exclusion_reason_1_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("reason2", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("reason2", e' \t\r\n' || chr(160)), '') end as exclusion_reason_2_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("reason3", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("reason3", e' \t\r\n' || chr(160)), '') end as exclusion_reason_3_code,
        case when regexp_full_match(coalesce(trim("sessions", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("sessions", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as excluded_session_count,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("senprovision", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("senprovision", e' \t\r\n' || chr(160)), '') end as sen_provision_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("status", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("status", e' \t\r\n' || chr(160)), '')) when 'in force' then 'in_force' else coalesce(trim("status", e' \t\r\n' || chr(160)), '') end end as exclusion_status_code,
        cast(try_strptime(coalesce(trim("status_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as exclusion_status_on,
        cast(try_strptime(coalesce(trim("notified_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as notified_on
    from received

)

select * from typed
