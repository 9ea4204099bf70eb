-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('sen2', 'active_plans') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("activeplanstableid", e' \t\r\n' || chr(160)), ''), '') as active_plan_row_id,
        nullif(coalesce(trim("requeststableid", e' \t\r\n' || chr(160)), ''), '') as request_row_id,
        nullif(coalesce(trim("transferla", e' \t\r\n' || chr(160)), ''), '') as transferred_from_la_code,
        cast(coalesce(try_strptime(coalesce(trim("reviewmeeting", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("reviewmeeting", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as review_met_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("reviewoutcome", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("reviewoutcome", e' \t\r\n' || chr(160)), '') end as review_outcome_code,
        cast(coalesce(try_strptime(coalesce(trim("lastreview", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("lastreview", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as review_decided_on,
        cast(coalesce(try_strptime(coalesce(trim("reviewduedate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("reviewduedate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as review_due_on,
        cast(coalesce(try_strptime(coalesce(trim("amendmentnoticedate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("amendmentnoticedate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as amendment_notice_on,
        cast(coalesce(try_strptime(coalesce(trim("finalamendedplandate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("finalamendedplandate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as final_amended_plan_on,
        nullif(coalesce(trim("transferphase", e' \t\r\n' || chr(160)), ''), '') as transfer_phase,
        cast(coalesce(try_strptime(coalesce(trim("transferfinaldate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("transferfinaldate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as transfer_final_plan_on
    from received

)

select * from typed
