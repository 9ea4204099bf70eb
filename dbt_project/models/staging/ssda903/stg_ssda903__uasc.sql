-- Compiled from expectations/contracts/ssda903.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('ssda903', 'uasc') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("CHILD", e' \t\r\n' || chr(160)), ''), '') as la_child_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("SEX", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("SEX", e' \t\r\n' || chr(160)), '') end as looked_after_sex_code,
        cast(try_strptime(coalesce(trim("DOB", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as born_on,
        cast(try_strptime(coalesce(trim("DUC", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as asylum_status_ended_on
    from received

)

select * from typed
