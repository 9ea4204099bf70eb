with ours as (

    select * from {{ ref('fct_annual_timeliness') }}

),

authorities as (

    select * from {{ ref('local_authorities') }}

),

-- Of ourselves, of our region and of England: never of other authorities.
published as (

    select areas.*
    from {{ ref('fct_published_areas') }} as areas
    where
        areas.area_level = 'National'
        or areas.local_authority_code in (select ours.local_authority_code from ours)
        or (
            areas.area_level = 'Regional'
            and areas.region_ons_code in (
                select authorities.region_ons_code
                from authorities
                inner join ours on authorities.code = ours.local_authority_code
            )
        )

),

both_told as (

    select
        'ours' as origin,
        ours.calendar_year,
        'Local authority' as area_level,
        authorities.label as area,
        ours.* exclude (local_authority_code, calendar_year)
    from ours
    inner join authorities on ours.local_authority_code = authorities.code
    union all by name
    select
        'Department for Education' as origin,
        calendar_year,
        area_level,
        area_label as area,
        plans_issued_count,
        plans_issued_within_20_weeks_count,
        plans_issued_without_exception_count,
        plans_issued_within_20_weeks_without_exception_count,
        true as is_whole_year
    from published

),

counted as (

    select
        *,
        'M06' as measure_id,
        plans_issued_within_20_weeks_count as numerator,
        plans_issued_count as denominator
    from both_told
    union all
    select
        *,
        'M07' as measure_id,
        plans_issued_within_20_weeks_without_exception_count as numerator,
        plans_issued_without_exception_count as denominator
    from both_told

)

select
    measure_id,
    calendar_year,
    area_level,
    area,
    origin,
    numerator,
    denominator,
    cast({{ share_half_up('numerator', 'denominator', 100, 6) }} as decimal(18, 6)) as value,
    is_whole_year
from counted
