-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with placements as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("placementdetailtableid", e' \t\r\n' || chr(160)), ''), '') as placement_row_id,
        nullif(coalesce(trim("activeplanstableid", e' \t\r\n' || chr(160)), ''), '') as active_plan_row_id,
        nullif(coalesce(trim("urn", e' \t\r\n' || chr(160)), ''), '') as urn,
        nullif(coalesce(trim("ukprn", e' \t\r\n' || chr(160)), ''), '') as ukprn,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("sensetting", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("sensetting", e' \t\r\n' || chr(160)), '') end as sen_setting_code,
        nullif(coalesce(trim("sensettingother", e' \t\r\n' || chr(160)), ''), '') as sen_setting_other,
        case when regexp_full_match(coalesce(trim("placementrank", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("placementrank", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as placement_rank,
        case when list_contains(['1'], lower(coalesce(trim("senunitindicator", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("senunitindicator", e' \t\r\n' || chr(160)), ''))) then false end as has_sen_unit_place,
        case when list_contains(['1'], lower(coalesce(trim("resourcedprovisionindicator", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("resourcedprovisionindicator", e' \t\r\n' || chr(160)), ''))) then false end as has_resourced_provision_place,
        cast(coalesce(try_strptime(coalesce(trim("entrydate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("entrydate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as placement_entered_on,
        cast(coalesce(try_strptime(coalesce(trim("leavingdate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("leavingdate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as placement_left_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("res", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("res", e' \t\r\n' || chr(160)), '') end as placement_residential_code,
        nullif(coalesce(trim("wbp", e' \t\r\n' || chr(160)), ''), '') as placement_work_based_mark
    from {{ source('sen2', 'placements_each_month') }}

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
        placements.submission_id,
        placements.supplier_code,
        placements.received_for_month,
        placements.received_line_number,
        placements.received_row_id,
        placements.placement_row_id,
        placements.active_plan_row_id,
        placements.urn,
        placements.ukprn,
        placements.sen_setting_code,
        placements.sen_setting_other,
        placements.placement_rank,
        placements.has_sen_unit_place,
        placements.has_resourced_provision_place,
        placements.placement_entered_on,
        placements.placement_left_on,
        placements.placement_residential_code,
        placements.placement_work_based_mark,
        requests.case_system_request_id,
        requests.request_received_on,
        requests.locality,
        people.case_system_person_id
    from placements
    left join active_plans
        on
            placements.submission_id = active_plans.submission_id
            and placements.active_plan_row_id = active_plans.active_plan_row_id
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
