-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('sen2', 'requests') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("requeststableid", e' \t\r\n' || chr(160)), ''), '') as request_row_id,
        nullif(coalesce(trim("persontableid", e' \t\r\n' || chr(160)), ''), '') as person_row_id,
        nullif(coalesce(trim("NativeId", e' \t\r\n' || chr(160)), ''), '') as case_system_request_id,
        cast(coalesce(try_strptime(coalesce(trim("receiveddate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("receiveddate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as request_received_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("requestsource", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("requestsource", e' \t\r\n' || chr(160)), '') end as request_source_code,
        case when list_contains(['1'], lower(coalesce(trim("rya", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("rya", e' \t\r\n' || chr(160)), ''))) then false end as is_in_youth_accommodation,
        cast(coalesce(try_strptime(coalesce(trim("requestoutcomedate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("requestoutcomedate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as request_decided_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("requestoutcome", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("requestoutcome", e' \t\r\n' || chr(160)), '') end as request_outcome_code,
        case when list_contains(['1'], lower(coalesce(trim("requestmediation", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("requestmediation", e' \t\r\n' || chr(160)), ''))) then false end as has_request_mediation,
        case when list_contains(['1'], lower(coalesce(trim("requesttribunal", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("requesttribunal", e' \t\r\n' || chr(160)), ''))) then false end as has_request_tribunal,
        nullif(coalesce(trim("exported", e' \t\r\n' || chr(160)), ''), '') as exported_mark,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("locality", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("locality", e' \t\r\n' || chr(160)), '') end as locality,
        nullif(coalesce(trim("casesystem", e' \t\r\n' || chr(160)), ''), '') as case_system
    from received

)

select * from typed
