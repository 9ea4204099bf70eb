-- A route that serves two schools stands on two lines of the log and is still one run.
with routes as (

    select * from {{ ref('stg_school_transport__routes') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

runs as (

    select
        travelled_on,
        min(submission_id) as submission_id,
        min(received_row_id) as received_row_id,
        cast(
            max(cast(has_morning_run as integer)) + max(cast(has_afternoon_run as integer)) as bigint
        ) as journey_count
    from routes
    group by travelled_on, transport_route_id

)

select
    runs.received_row_id as transport_run_id,
    home.local_authority_code,
    runs.submission_id,
    runs.received_row_id,
    runs.travelled_on,
    cast(date_trunc('month', runs.travelled_on) as date) as month_starting_on,
    runs.journey_count
from runs
cross join home
