-- Compiled from expectations/contracts/ssda903.yml by `sendmart compile`. Do not edit.
with episodes as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("CHILD", e' \t\r\n' || chr(160)), ''), '') as la_child_id,
        cast(try_strptime(coalesce(trim("DECOM", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as episode_started_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("RNE", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("RNE", e' \t\r\n' || chr(160)), '') end as new_episode_reason_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("LS", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("LS", e' \t\r\n' || chr(160)), '') end as legal_status_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("CIN", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("CIN", e' \t\r\n' || chr(160)), '') end as looked_after_need_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("PLACE", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("PLACE", e' \t\r\n' || chr(160)), '') end as placement_type_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("PLACE_PROVIDER", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("PLACE_PROVIDER", e' \t\r\n' || chr(160)), '') end as placement_provider_code,
        cast(try_strptime(coalesce(trim("DEC", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as episode_ended_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("REC", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("REC", e' \t\r\n' || chr(160)), '') end as episode_end_reason_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("REASON_PLACE_CHANGE", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("REASON_PLACE_CHANGE", e' \t\r\n' || chr(160)), '') end as placement_change_reason_code,
        nullif(coalesce(trim("HOME_POST", e' \t\r\n' || chr(160)), ''), '') as postcode,
        nullif(coalesce(trim("PL_POST", e' \t\r\n' || chr(160)), ''), '') as placement_postcode,
        nullif(coalesce(trim("URN", e' \t\r\n' || chr(160)), ''), '') as placement_provider_urn
    from {{ source('ssda903', 'episodes_each_month') }}

),

header as (

    select
        submission_id,
        nullif(coalesce(trim("CHILD", e' \t\r\n' || chr(160)), ''), '') as la_child_id
    from {{ source('ssda903', 'header_each_month') }}

),

joined as (

    select
        episodes.submission_id,
        episodes.supplier_code,
        episodes.received_for_month,
        episodes.received_line_number,
        episodes.received_row_id,
        episodes.la_child_id,
        episodes.episode_started_on,
        episodes.new_episode_reason_code,
        episodes.legal_status_code,
        episodes.looked_after_need_code,
        episodes.placement_type_code,
        episodes.placement_provider_code,
        episodes.episode_ended_on,
        episodes.episode_end_reason_code,
        episodes.placement_change_reason_code,
        episodes.postcode,
        episodes.placement_postcode,
        episodes.placement_provider_urn
    from episodes
    left join header
        on
            episodes.submission_id = header.submission_id
            and episodes.la_child_id = header.la_child_id

)

select * from joined
