with cells as (

    select * from {{ ref('stg_community_waits__cells') }}

),

organisations as (

    select * from {{ ref('nhs_organisations') }}

),

services as (

    select * from {{ ref('community_services') }}

),

conformed as (

    select
        cells.area_code || '-' || cells.community_service_code || '-' || cells.wait_band_code as community_wait_id,
        cells.submission_id,
        cells.received_row_id,
        cells.received_for_month as month_starting_on,
        organisations.level as area_level_code,
        cells.area_code,
        cells.community_service_code,
        services.age_group,
        services.therapy_service_code,
        cells.wait_band_code,
        cells.waiting_count,
        case
            when cells.waiting_count is null
                then coalesce(cells.waiting_count_missing_reason_code, 'not_given')
        end as missing_reason_code,
        -- `Organisation` was NHS England's heading for a provider until July 2023.
        case cells.area_level_code
            when 'Organisation' then 'Provider'
            else cells.area_level_code
        end = organisations.level as is_level_as_published
    from cells
    inner join organisations on cells.area_code = organisations.code
    inner join services on cells.community_service_code = services.code

)

select * from conformed
