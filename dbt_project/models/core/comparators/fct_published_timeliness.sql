with published as (

    select * from {{ ref('stg_dfe_sen2__authorities') }}

),

authorities as (

    select * from {{ ref('local_authorities') }}

),

chosen as (

    select
        published.calendar_year,
        authorities.code as local_authority_code,
        published.plans_issued_count,
        published.plans_issued_within_20_weeks_count,
        published.plans_issued_without_exception_count,
        published.plans_issued_within_20_weeks_without_exception_count
    from published
    left join authorities on published.local_authority_ons_code = authorities.ons_code
    where
        authorities.code is not null
        or published.geographic_level = 'National'

)

select * from chosen
