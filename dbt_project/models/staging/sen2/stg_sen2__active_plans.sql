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
        nullif(coalesce(trim("activeplanstableid"), ''), '') as active_plan_row_id,
        nullif(coalesce(trim("requeststableid"), ''), '') as request_row_id,
        nullif(coalesce(trim("transferla"), ''), '') as transferred_from_la_code,
        cast(try_strptime(coalesce(trim("reviewmeeting"), ''), '%Y-%b-%d %H:%M:%S') as date) as review_met_on,
        nullif(coalesce(trim("reviewoutcome"), ''), '') as review_outcome_code,
        cast(try_strptime(coalesce(trim("lastreview"), ''), '%Y-%b-%d %H:%M:%S') as date) as review_decided_on,
        cast(try_strptime(coalesce(trim("reviewduedate"), ''), '%Y-%b-%d %H:%M:%S') as date) as review_due_on,
        cast(try_strptime(coalesce(trim("amendmentnoticedate"), ''), '%Y-%b-%d %H:%M:%S') as date) as amendment_notice_on,
        cast(try_strptime(coalesce(trim("finalamendedplandate"), ''), '%Y-%b-%d %H:%M:%S') as date) as final_amended_plan_on,
        nullif(coalesce(trim("transferphase"), ''), '') as transfer_phase,
        cast(try_strptime(coalesce(trim("transferfinaldate"), ''), '%Y-%b-%d %H:%M:%S') as date) as transfer_final_plan_on
    from received

)

select * from typed
