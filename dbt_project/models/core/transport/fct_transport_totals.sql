with weeks as (

    select * from {{ ref('int_transport_weeks') }}

),

months as (

    select * from {{ ref('fct_transport_months') }}

),

over_weeks as (

    select
        sum(pupil_count) / count(*) as pupil_weekly_mean,
        sum(school_count) / count(*) as school_weekly_mean
    from weeks

),

over_months as (

    -- The council's paper of 2020 took the mean of the months' means, in which a short month weighs
    -- as much as a long one; it is kept to be compared with and never published.
    select
        avg(pupil_weekly_mean) as pupil_mean_of_months,
        avg(school_weekly_mean) as school_mean_of_months,
        cast(sum(journey_count) as bigint) as journey_count,
        count(*) filter (where journey_count is null) > 0 as is_partial
    from months

)

select
    over_weeks.pupil_weekly_mean,
    over_weeks.school_weekly_mean,
    over_months.pupil_mean_of_months,
    over_months.school_mean_of_months,
    over_months.journey_count,
    over_months.is_partial
from over_weeks
cross join over_months
