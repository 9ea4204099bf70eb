with waits as (

    {{ grouped_waits() }}

),

counted as (

    select
        {{ wait_group() }},
        max(days_waited) filter (is_on_list) as longest_days,
        count(days_waited) filter (is_on_list) as known_count
    from waits
    group by all

),

figures as (

    select
        'M43' as measure_id,
        {{ wait_group() }},
        longest_days as numerator,
        known_count as denominator,
        -- Whole weeks gone by: 896 days are 128 weeks.
        cast(longest_days // 7 as decimal(18, 6)) as value
    from counted

)

select * from figures
