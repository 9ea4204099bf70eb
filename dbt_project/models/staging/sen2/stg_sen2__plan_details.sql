-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('sen2', 'plan_details') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("plandetailtableid", e' \t\r\n' || chr(160)), ''), '') as plan_detail_row_id,
        nullif(coalesce(trim("namedplantableid", e' \t\r\n' || chr(160)), ''), '') as named_plan_row_id,
        nullif(coalesce(trim("urn", e' \t\r\n' || chr(160)), ''), '') as urn,
        nullif(coalesce(trim("ukprn", e' \t\r\n' || chr(160)), ''), '') as ukprn,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("sensetting", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("sensetting", e' \t\r\n' || chr(160)), '') end as sen_setting_code,
        nullif(coalesce(trim("sensettingother", e' \t\r\n' || chr(160)), ''), '') as sen_setting_other,
        case when regexp_full_match(coalesce(trim("placementrank", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("placementrank", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as placement_rank,
        case when list_contains(['1'], lower(coalesce(trim("senunitindicator", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("senunitindicator", e' \t\r\n' || chr(160)), ''))) then false end as has_sen_unit_place,
        case when list_contains(['1'], lower(coalesce(trim("resourcedprovisionindicator", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("resourcedprovisionindicator", e' \t\r\n' || chr(160)), ''))) then false end as has_resourced_provision_place
    from received

)

select * from typed
