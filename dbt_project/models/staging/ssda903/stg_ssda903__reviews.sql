-- Compiled from expectations/contracts/ssda903.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('ssda903', 'reviews') }}

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
        cast(try_strptime(coalesce(trim("REVIEW", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as looked_after_reviewed_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("REVIEW_CODE", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("REVIEW_CODE", e' \t\r\n' || chr(160)), '') end as review_participation_code
    from received

)

select * from typed
