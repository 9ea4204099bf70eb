-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('sen2', 'placements') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        nullif(coalesce(trim("placementdetailtableid"), ''), '') as placement_row_id,
        nullif(coalesce(trim("activeplanstableid"), ''), '') as active_plan_row_id,
        nullif(coalesce(trim("urn"), ''), '') as urn,
        nullif(coalesce(trim("ukprn"), ''), '') as ukprn,
        nullif(coalesce(trim("sensetting"), ''), '') as sen_setting_code,
        nullif(coalesce(trim("sensettingother"), ''), '') as sen_setting_other,
        try_cast(coalesce(trim("placementrank"), '') as bigint) as placement_rank,
        case coalesce(trim("senunitindicator"), '') when '1' then true when '0' then false end as has_sen_unit_place,
        case coalesce(trim("resourcedprovisionindicator"), '') when '1' then true when '0' then false end as has_resourced_provision_place,
        cast(try_strptime(coalesce(trim("entrydate"), ''), '%Y-%b-%d %H:%M:%S') as date) as placement_entered_on,
        cast(try_strptime(coalesce(trim("leavingdate"), ''), '%Y-%b-%d %H:%M:%S') as date) as placement_left_on,
        nullif(coalesce(trim("res"), ''), '') as placement_residential_code,
        nullif(coalesce(trim("wbp"), ''), '') as placement_work_based_mark
    from received

)

select * from typed
