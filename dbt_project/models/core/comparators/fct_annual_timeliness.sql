with requests as (

    select * from {{ ref('fct_ehc_requests') }}
    where is_plan_issued

),

deliveries as (

    select
        local_authority_code,
        max(month_starting_on) as told_to_month_starting_on
    from {{ ref('fct_deliveries') }}
    where source = 'sen2'
    group by local_authority_code

),

counted as (

    select
        local_authority_code,
        cast(year(plan_issued_on) as bigint) as calendar_year,
        count(*) as plans_issued_count,
        count(*) filter (is_plan_issued_within_20_weeks) as plans_issued_within_20_weeks_count,
        count(*) filter (is_plan_issued_without_exception) as plans_issued_without_exception_count,
        count(*) filter (
            is_plan_issued_without_exception and is_plan_issued_within_20_weeks
        ) as plans_issued_within_20_weeks_without_exception_count
    from requests
    group by all

)

select
    counted.*,
    -- The export holds the past; a year is whole once its December has been told.
    deliveries.told_to_month_starting_on >= make_date(counted.calendar_year, 12, 1) as is_whole_year
from counted
inner join deliveries on counted.local_authority_code = deliveries.local_authority_code
