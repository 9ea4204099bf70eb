with figures as (

    select * from {{ ref('figures_of_transport') }}
    where breakdown = 'total' and measure_id in ('M63', 'M63b', 'M64')

),

months as (

    {{ reported_months() }}

),

-- From April to each month, the months that are known.
in_year as (

    select
        figures.* replace (months.month_starting_on as month_starting_on)
    from months
    inner join figures
        on
            {{ financial_year_of('months.month_starting_on') }} <= figures.month_starting_on
            and months.month_starting_on >= figures.month_starting_on

),

counted as (

    select
        measure_id,
        local_authority_code,
        month_starting_on,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(value) as value_sum,
        count(value) as month_count,
        count(*) filter (symbol = 'x') as missing_count
    from in_year
    group by all

),

-- Weeks weigh alike in the one, months in the other, as in a council paper of 2020: a short month
-- then counts as much as a long one.
totals as (

    select
        measure_id || 'y' as measure_id,
        * exclude (measure_id, value_sum, month_count, numerator, denominator),
        numerator,
        denominator,
        case
            when measure_id = 'M64' then cast(numerator as decimal(18, 6))
            else cast({{ share_half_up('numerator', 'denominator', 1, 6) }} as decimal(18, 6))
        end as value
    from counted
    union all
    select
        measure_id || 'm' as measure_id,
        * exclude (measure_id, value_sum, month_count, numerator, denominator),
        null as numerator,
        null as denominator,
        cast(
            case
                when month_count > 0
                    then {{ share_half_up('cast(1000000 * value_sum as hugeint)', '(1000000 * month_count)', 1, 6) }}
            end as decimal(18, 6)
        ) as value
    from counted
    where measure_id in ('M63', 'M63b')

)

select
    measure_id,
    local_authority_code,
    month_starting_on,
    'total' as breakdown,
    'Total' as item,
    cast(numerator as bigint) as numerator,
    cast(denominator as bigint) as denominator,
    value,
    case
        when missing_count > 0 then 'x'
        when value is null then 'z'
    end as symbol,
    case when missing_count > 0 then 'partial: ' || missing_count || ' months missing' end as reason_code
from totals
