-- Compiled from expectations/contracts/partnership_returns.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('partnership_returns', 'milestones') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("milestone_id", e' \t\r\n' || chr(160)), ''), '') as milestone_id,
        nullif(coalesce(trim("area", e' \t\r\n' || chr(160)), ''), '') as action_plan_area,
        cast(try_strptime(coalesce(trim("due_on", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as milestone_due_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("status", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("status", e' \t\r\n' || chr(160)), '')) when 'on track' then 'on_track' else coalesce(trim("status", e' \t\r\n' || chr(160)), '') end end as milestone_status_code,
        cast(try_strptime(coalesce(trim("achieved_on", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as milestone_achieved_on
    from received

)

select * from typed
