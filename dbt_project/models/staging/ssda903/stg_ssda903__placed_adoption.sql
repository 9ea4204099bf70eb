-- Compiled from expectations/contracts/ssda903.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('ssda903', 'placed_adoption') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("CHILD", e' \t\r\n' || chr(160)), ''), '') as la_child_id,
        cast(try_strptime(coalesce(trim("DOB", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as born_on,
        cast(try_strptime(coalesce(trim("DATE_PLACED", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as adoption_plan_started_on,
        cast(try_strptime(coalesce(trim("DATE_PLACED_CEASED", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as adoption_plan_dropped_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("REASON_PLACED_CEASED", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("REASON_PLACED_CEASED", e' \t\r\n' || chr(160)), '') end as adoption_dropped_reason_code
    from received

)

select * from typed
