-- Flows cover the calendar year before the day that the return speaks of; stocks are of that day.
with reference_dates as (

    select * from {{ ref('sen2_reference_dates') }}

),

deliveries as (

    select * from {{ ref('fct_deliveries') }}
    where source = 'sen2'

),

years as (

    select
        deliveries.local_authority_code,
        cast(reference_dates.return_year as bigint) as return_year,
        reference_dates.reference_on,
        make_date(reference_dates.return_year - 1, 1, 1) as period_starting_on,
        make_date(reference_dates.return_year - 1, 12, 31) as period_ending_on,
        max(deliveries.month_starting_on) as stock_month_starting_on
    from reference_dates
    inner join deliveries
        on
            reference_dates.reference_on >= deliveries.month_starting_on
            and make_date(reference_dates.return_year - 1, 1, 1) <= deliveries.month_starting_on
    group by all

)

select
    *,
    stock_month_starting_on = cast(date_trunc('month', reference_on) as date) as is_stock_of_the_day
from years
