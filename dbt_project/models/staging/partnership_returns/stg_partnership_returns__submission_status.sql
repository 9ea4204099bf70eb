-- Compiled from expectations/contracts/partnership_returns.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('partnership_returns', 'submission_status') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("month", e' \t\r\n' || chr(160)), '') || '-01', '%Y-%m-%d') as date) as reported_month_starting_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("return", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("return", e' \t\r\n' || chr(160)), '') end as partnership_return_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("status", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("status", e' \t\r\n' || chr(160)), '')) when 'part month' then 'part_month' else coalesce(trim("status", e' \t\r\n' || chr(160)), '') end end as submission_status_code,
        cast(try_strptime(coalesce(trim("through_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as submission_runs_to_on
    from received

)

select * from typed
