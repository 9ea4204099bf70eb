with published as (

    select * from {{ ref('stg_dfe_sen2__authorities') }}

),

authorities as (

    select * from {{ ref('local_authorities') }}

),

regions as (

    select distinct
        region_ons_code,
        region_label
    from authorities

),

chosen as (

    select
        published.calendar_year,
        published.geographic_level as area_level,
        authorities.code as local_authority_code,
        coalesce(authorities.region_ons_code, regions.region_ons_code) as region_ons_code,
        case published.geographic_level
            when 'National' then 'England'
            when 'Regional' then regions.region_label
            else authorities.label
        end as area_label,
        published.plans_issued_count,
        published.plans_issued_within_20_weeks_count,
        published.plans_issued_without_exception_count,
        published.plans_issued_within_20_weeks_without_exception_count
    from published
    left join authorities on published.local_authority_ons_code = authorities.ons_code
    left join regions
        on
            published.geographic_level = 'Regional'
            and published.region_ons_code = regions.region_ons_code

)

-- England, the regions that an authority we know lies in, and those authorities.
select * from chosen
where area_label is not null
