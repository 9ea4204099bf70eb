-- Compiled from expectations/contracts/ssda903.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('ssda903', 'prev_perm') }}

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
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("PREV_PERM", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("PREV_PERM", e' \t\r\n' || chr(160)), '') end as earlier_permanence_code,
        nullif(coalesce(trim("LA_PERM", e' \t\r\n' || chr(160)), ''), '') as earlier_permanence_authority,
        cast(try_strptime(coalesce(trim("DATE_PERM", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as earlier_permanence_on
    from received

)

select * from typed
