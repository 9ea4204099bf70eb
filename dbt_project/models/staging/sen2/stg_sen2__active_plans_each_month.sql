-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with active_plans as (

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
    from {{ source('sen2', 'active_plans_each_month') }}

),

requests as (

    select
        submission_id,
        nullif(coalesce(trim("requeststableid", e' \t\r\n' || chr(160)), ''), '') as request_row_id,
        nullif(coalesce(trim("persontableid", e' \t\r\n' || chr(160)), ''), '') as person_row_id,
        nullif(coalesce(trim("NativeId", e' \t\r\n' || chr(160)), ''), '') as case_system_request_id,
        cast(coalesce(try_strptime(coalesce(trim("receiveddate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("receiveddate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as request_received_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("locality", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("locality", e' \t\r\n' || chr(160)), '') end as locality
    from {{ source('sen2', 'requests_each_month') }}

),

people as (

    select
        submission_id,
        nullif(coalesce(trim("persontableid", e' \t\r\n' || chr(160)), ''), '') as person_row_id,
        nullif(coalesce(trim("NativeId", e' \t\r\n' || chr(160)), ''), '') as case_system_person_id
    from {{ source('sen2', 'people_each_month') }}

),

joined as (

    select
        active_plans.submission_id,
        active_plans.supplier_code,
        active_plans.received_for_month,
        active_plans.received_line_number,
        active_plans.received_row_id,
        active_plans.active_plan_row_id,
        active_plans.request_row_id,
        active_plans.transferred_from_la_code,
        active_plans.review_met_on,
        active_plans.review_outcome_code,
        active_plans.review_decided_on,
        active_plans.review_due_on,
        active_plans.amendment_notice_on,
        active_plans.final_amended_plan_on,
        active_plans.transfer_phase,
        active_plans.transfer_final_plan_on,
        requests.case_system_request_id,
        requests.request_received_on,
        requests.locality,
        people.case_system_person_id
    from active_plans
    left join requests
        on
            active_plans.submission_id = requests.submission_id
            and active_plans.request_row_id = requests.request_row_id
    left join people
        on
            requests.submission_id = people.submission_id
            and requests.person_row_id = people.person_row_id

)

select * from joined
