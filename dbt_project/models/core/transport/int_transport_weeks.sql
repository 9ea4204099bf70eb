with routes as (

    select * from {{ ref('stg_school_transport__routes') }}

),

passengers as (

    select * from {{ ref('stg_school_transport__passengers') }}

),

runs as (

    select
        *,
        -- A week belongs to the month of its Friday.
        cast(date_trunc('week', travelled_on) as date) + 4 as week_ending_on
    from routes
    where has_morning_run or has_afternoon_run

),

schools as (

    select
        week_ending_on,
        count(distinct urn) as school_count
    from runs
    group by week_ending_on

),

pupils as (

    select
        cast(date_trunc('week', travelled_on) as date) + 4 as week_ending_on,
        count(distinct upn) as pupil_count
    from passengers
    where has_travelled
    group by week_ending_on

)

select
    schools.week_ending_on,
    cast(date_trunc('month', schools.week_ending_on) as date) as month_starting_on,
    coalesce(pupils.pupil_count, 0) as pupil_count,
    schools.school_count
from schools
left join pupils on schools.week_ending_on = pupils.week_ending_on
