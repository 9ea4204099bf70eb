with waits as (

    {{ grouped_waits() }}

),

-- Nearest rank: the shortest wait that at least 95 in 100 do not exceed.
counted as (

    select
        {{ wait_group() }},
        count(days_waited) filter (is_on_list) as known_count,
        quantile_disc(days_waited, 0.95) filter (is_on_list) as days
    from waits
    group by all

),

figures as (

    select
        'M43b' as measure_id,
        {{ wait_group() }},
        days as numerator,
        known_count as denominator,
        cast({{ share_half_up('days', '7', 1, 6) }} as decimal(18, 6)) as value
    from counted

)

select * from figures
