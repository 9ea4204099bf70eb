-- Compiled from expectations/contracts/partnership_returns.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('partnership_returns', 'placement_decisions') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("request_id", e' \t\r\n' || chr(160)), ''), '') as placement_request_id,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        nullif(coalesce(trim("urn", e' \t\r\n' || chr(160)), ''), '') as urn,
        cast(try_strptime(coalesce(trim("requested_on", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as placement_requested_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("outcome", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("outcome", e' \t\r\n' || chr(160)), '') end as placement_outcome_code,
        cast(try_strptime(coalesce(trim("decided_on", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as placement_decided_on
    from received

)

select * from typed
