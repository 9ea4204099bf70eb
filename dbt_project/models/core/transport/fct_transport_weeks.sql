with weeks as (

    select * from {{ ref('int_transport_weeks') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

)

select
    home.local_authority_code,
    weeks.week_ending_on,
    weeks.month_starting_on
from weeks
cross join home
