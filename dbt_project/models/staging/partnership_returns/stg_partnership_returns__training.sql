-- Compiled from expectations/contracts/partnership_returns.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('partnership_returns', 'training') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("course", e' \t\r\n' || chr(160)), ''), '') as training_course,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("agency", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("agency", e' \t\r\n' || chr(160)), '') end as staff_agency_code,
        case when list_contains(['1'], lower(coalesce(trim("mandatory", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("mandatory", e' \t\r\n' || chr(160)), ''))) then false end as is_mandatory_training,
        case when regexp_full_match(coalesce(trim("due", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("due", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as training_due_count,
        case when regexp_full_match(coalesce(trim("attended", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("attended", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as training_attended_count
    from received

)

select * from typed
