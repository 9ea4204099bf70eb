-- Compiled from expectations/contracts/ssda903.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('ssda903', 'oc3') }}

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
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("IN_TOUCH", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("IN_TOUCH", e' \t\r\n' || chr(160)), '') end as care_leaver_contact_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ACTIV", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ACTIV", e' \t\r\n' || chr(160)), '') end as care_leaver_activity_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ACCOM", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ACCOM", e' \t\r\n' || chr(160)), '') end as care_leaver_home_code
    from received

)

select * from typed
