with routes as (

    select * from {{ ref('stg_school_transport__routes') }}
    where has_morning_run or has_afternoon_run

),

settings as (

    select * from {{ ref('dim_settings') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

served as (

    select
        urn,
        cast(date_trunc('week', travelled_on) as date) + 4 as week_ending_on,
        min(submission_id) as submission_id,
        min(received_row_id) as received_row_id
    from routes
    group by urn, cast(date_trunc('week', travelled_on) as date) + 4

)

select
    {{ setting_of_the_month('settings.setting_id', 'served.urn', 'served.week_ending_on') | indent(4) }}
    || ' on ' || served.week_ending_on as transport_school_week_id,
    home.local_authority_code,
    served.submission_id,
    served.received_row_id,
    settings.setting_id,
    coalesce(settings.setting_sector, 'Unknown') as setting_sector,
    served.week_ending_on,
    cast(date_trunc('month', served.week_ending_on) as date) as month_starting_on
from served
cross join home
left join settings on served.urn = settings.urn
