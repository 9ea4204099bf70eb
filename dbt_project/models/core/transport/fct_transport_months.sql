with weeks as (

    select * from {{ ref('int_transport_weeks') }}

),

journeys as (

    select
        cast(date_trunc('month', travelled_on) as date) as month_starting_on,
        travelled_on,
        transport_route_id,
        max(cast(has_morning_run as integer)) + max(cast(has_afternoon_run as integer)) as journey_count
    from {{ ref('stg_school_transport__routes') }}
    group by travelled_on, transport_route_id

),

journey_months as (

    select
        month_starting_on,
        cast(sum(journey_count) as bigint) as journey_count
    from journeys
    group by month_starting_on

),

week_months as (

    select
        month_starting_on,
        count(*) as week_count,
        sum(pupil_count) / count(*) as pupil_weekly_mean,
        sum(school_count) / count(*) as school_weekly_mean
    from weeks
    group by month_starting_on

),

expected as (

    select distinct month_starting_on from {{ ref('fct_expected_deliveries') }}
    where source = 'school_transport' and not is_received

),

months as (

    select month_starting_on from week_months
    union
    select month_starting_on from journey_months
    union
    select month_starting_on from expected

)

select
    months.month_starting_on,
    week_months.week_count,
    week_months.pupil_weekly_mean,
    week_months.school_weekly_mean,
    journey_months.journey_count
from months
left join week_months on months.month_starting_on = week_months.month_starting_on
left join journey_months on months.month_starting_on = journey_months.month_starting_on
