with waits as (

    {{ grouped_waits() }}

),

cells as (

    {{ national_return() }}

),

from_lists as (

    select
        {{ wait_group() }},
        count(*) filter (is_on_list) as waiting_count
    from waits
    group by all

),

from_return as (

    select
        {{ wait_group() }},
        waiting_count
    from cells
    where wait_band_code = 'all' and waiting_count is not null

),

counted as (

    select * from from_lists
    union all
    select * from from_return

),

figures as (

    select
        'M40' as measure_id,
        {{ wait_group() }},
        waiting_count as numerator,
        cast(null as bigint) as denominator,
        cast(waiting_count as decimal(18, 6)) as value
    from counted

)

select * from figures
