-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with needs as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("senneedtableid", e' \t\r\n' || chr(160)), ''), '') as need_row_id,
        nullif(coalesce(trim("activeplanstableid", e' \t\r\n' || chr(160)), ''), '') as active_plan_row_id,
        case when regexp_full_match(coalesce(trim("sentyperank", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("sentyperank", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as need_rank,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("sentype", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("sentype", e' \t\r\n' || chr(160)), '') end as need_type_code
    from {{ source('sen2', 'needs_each_month') }}

),

active_plans as (

    select
        submission_id,
        nullif(coalesce(trim("activeplanstableid", e' \t\r\n' || chr(160)), ''), '') as active_plan_row_id,
        nullif(coalesce(trim("requeststableid", e' \t\r\n' || chr(160)), ''), '') as request_row_id
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
        needs.submission_id,
        needs.supplier_code,
        needs.received_for_month,
        needs.received_line_number,
        needs.received_row_id,
        needs.need_row_id,
        needs.active_plan_row_id,
        needs.need_rank,
        needs.need_type_code,
        requests.case_system_request_id,
        requests.request_received_on,
        requests.locality,
        people.case_system_person_id
    from needs
    left join active_plans
        on
            needs.submission_id = active_plans.submission_id
            and needs.active_plan_row_id = active_plans.active_plan_row_id
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
