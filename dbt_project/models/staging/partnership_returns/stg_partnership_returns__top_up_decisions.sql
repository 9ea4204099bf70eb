-- Compiled from expectations/contracts/partnership_returns.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('partnership_returns', 'top_up_decisions') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("application_id", e' \t\r\n' || chr(160)), ''), '') as top_up_application_id,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        nullif(coalesce(trim("urn", e' \t\r\n' || chr(160)), ''), '') as urn,
        cast(try_strptime(coalesce(trim("applied_on", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as top_up_applied_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("outcome", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("outcome", e' \t\r\n' || chr(160)), '') end as top_up_outcome_code,
        cast(try_strptime(coalesce(trim("decided_on", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as top_up_decided_on,
        case when regexp_full_match(coalesce(trim("yearly_amount", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.][0-9]+)?') then try_cast(coalesce(trim("yearly_amount", e' \t\r\n' || chr(160)), '') as decimal(18, 6)) end as top_up_yearly_gbp
    from received

)

select * from typed
