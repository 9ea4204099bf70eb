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
        nullif(coalesce(nullif(coalesce(trim("area_level"), ''), ''), 'National'), '') as area_level_code,
        nullif(lower(coalesce(trim("area_name"), '')), '') as area_code,
        nullif(lower(coalesce(trim("service"), '')), '') as community_service_code,
        nullif(coalesce(trim("wait_band"), ''), '') as wait_band_code,
        try_cast(coalesce(trim("waiting"), '') as bigint) as waiting_count,
        case coalesce(trim("waiting"), '') when '*' then 'suppressed' when '' then 'not_submitted' end as waiting_count_missing_reason_code
    from received

)

select * from typed
