with waits as (

    {{ grouped_waits() }}

),

ranked as (

    select
        {{ wait_group() }},
        case when is_on_list then days_waited end as days_waited,
        row_number() over (
            partition by {{ wait_group() }}
            order by case when is_on_list then days_waited end asc nulls last
        ) as place,
        count(case when is_on_list then days_waited end) over (
            partition by {{ wait_group() }}
        ) as known_count
    from waits

),

-- Nearest rank: the shortest wait that at least 95 in 100 do not exceed.
counted as (

    select
        {{ wait_group() }},
        known_count,
        max(days_waited) filter (place = (95 * known_count + 99) // 100) as days
    from ranked
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
