-- Compiled from expectations/contracts/community_waits.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('community_waits', 'cells') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(nullif(coalesce(trim("area_level", e' \t\r\n' || chr(160)), ''), ''), 'National'))) then coalesce(nullif(coalesce(trim("area_level", e' \t\r\n' || chr(160)), ''), ''), 'National') end as area_level_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("area_name", e' \t\r\n' || chr(160)), ''))) then lower(coalesce(trim("area_name", e' \t\r\n' || chr(160)), '')) end as area_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("service", e' \t\r\n' || chr(160)), ''))) then lower(coalesce(trim("service", e' \t\r\n' || chr(160)), '')) end as community_service_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("wait_band", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("wait_band", e' \t\r\n' || chr(160)), '') end as wait_band_code,
        case when regexp_full_match(coalesce(trim("waiting", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("waiting", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as waiting_count,
        case lower(coalesce(trim("waiting", e' \t\r\n' || chr(160)), '')) when '*' then 'suppressed' when '' then 'not_submitted' end as waiting_count_missing_reason_code
    from received

)

select * from typed
