with holidays as (

    select * from {{ ref('bank_holidays') }}

),

months as (

    select * from {{ ref('months') }}

),

-- In a year without a listed holiday nobody could say which days were worked.
listed as (

    select months.*
    from months
    semi join holidays on year(months.month_starting_on) = year(holidays.holiday_on)

),

days as (

    select
        cast(unnest(generate_series(month_starting_on, month_ending_on, interval 1 day)) as date) as day_on
    from listed

),

told as (

    select
        days.day_on,
        isodow(days.day_on) <= 5 and holidays.holiday_on is null as is_working_day
    from days
    left join holidays on days.day_on = holidays.holiday_on

),

numbered as (

    select
        day_on,
        cast(count(*) filter (is_working_day) over (order by day_on) as bigint) as working_day_number,
        is_working_day
    from told

)

select * from numbered
