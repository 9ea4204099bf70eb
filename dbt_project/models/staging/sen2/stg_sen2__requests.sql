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
        nullif(coalesce(trim("requeststableid", e' \t\r\n' || chr(160)), ''), '') as request_row_id,
        nullif(coalesce(trim("persontableid", e' \t\r\n' || chr(160)), ''), '') as person_row_id,
        nullif(coalesce(trim("NativeId", e' \t\r\n' || chr(160)), ''), '') as case_system_request_id,
        cast(try_strptime(coalesce(trim("receiveddate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as request_received_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("requestsource", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("requestsource", e' \t\r\n' || chr(160)), '') end as request_source_code,
        case coalesce(trim("rya", e' \t\r\n' || chr(160)), '') when '1' then true when '0' then false end as is_in_youth_accommodation,
        cast(try_strptime(coalesce(trim("requestoutcomedate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as request_decided_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("requestoutcome", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("requestoutcome", e' \t\r\n' || chr(160)), '') end as request_outcome_code,
        case coalesce(trim("requestmediation", e' \t\r\n' || chr(160)), '') when '1' then true when '0' then false end as has_request_mediation,
        case coalesce(trim("requesttribunal", e' \t\r\n' || chr(160)), '') when '1' then true when '0' then false end as has_request_tribunal,
        nullif(coalesce(trim("exported", e' \t\r\n' || chr(160)), ''), '') as exported_mark,
        nullif(coalesce(trim("locality", e' \t\r\n' || chr(160)), ''), '') as locality,
        nullif(coalesce(trim("casesystem", e' \t\r\n' || chr(160)), ''), '') as case_system
    from received

)

select * from typed
