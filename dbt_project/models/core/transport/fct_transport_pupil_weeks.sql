with passengers as (

    select * from {{ ref('stg_school_transport__passengers') }}
    where has_travelled

),

people as (

    select * from {{ ref('int_people_by_upn') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

-- A week belongs to the month of its Friday.
travelled as (

    select
        upn,
        cast(date_trunc('week', travelled_on) as date) + 4 as week_ending_on,
        min(submission_id) as submission_id,
        min(received_row_id) as received_row_id
    from passengers
    group by upn, cast(date_trunc('week', travelled_on) as date) + 4

),

joined as (

    select
        people.person_id,
        travelled.*,
        home.local_authority_code
    from travelled
    cross join home
    left join people on travelled.upn = people.upn

)

select
    {{ pupil_of_the_month('person_id', 'upn', 'week_ending_on') | indent(4) }}
    || ' on ' || week_ending_on as transport_pupil_week_id,
    person_id,
    local_authority_code,
    submission_id,
    received_row_id,
    week_ending_on,
    cast(date_trunc('month', week_ending_on) as date) as month_starting_on
from joined
