-- Compiled from expectations/contracts/partnership_returns.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('partnership_returns', 'contact_requests') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("request_id", e' \t\r\n' || chr(160)), ''), '') as contact_request_id,
        cast(try_strptime(coalesce(trim("received_on", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as contact_request_received_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("from_agency", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("from_agency", e' \t\r\n' || chr(160)), '') end as requesting_agency_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("to_team", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("to_team", e' \t\r\n' || chr(160)), '') end as requested_team_code,
        cast(try_strptime(coalesce(trim("answered_on", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as contact_request_answered_on
    from received

)

select * from typed
