with reporting_month as (

    select * from {{ ref('reporting_month') }}

),

declared as (

    select * from {{ ref('measures_declared') }}

),

-- Totals and what is broken down one way; a body's own list is told by body as well.
figures as (

    select
        figures.*,
        datediff('month', figures.month_starting_on, reporting_month.month_starting_on) as months_ago
    from {{ ref('measures') }} as figures
    cross join reporting_month
    where
        len(string_split(figures.breakdown, ' | '))
        <= case when figures.local_authority_code is null then 3 else 1 end
        and figures.symbol is distinct from 'x'

),

this_month as (

    select * from figures
    where months_ago = 0

),

before as (

    select
        measure_id,
        local_authority_code,
        breakdown,
        item,
        max(value) filter (where months_ago = 1) as last_month_value,
        max(denominator) filter (where months_ago = 1) as last_month_denominator,
        max(value) filter (where months_ago = 12) as year_ago_value,
        max(denominator) filter (where months_ago = 12) as year_ago_denominator,
        count(value) as months_before_count,
        cast(round(avg(value), 6) as decimal(18, 6)) as mean_value,
        cast(round(stddev_samp(value), 6) as decimal(18, 6)) as standard_deviation
    from figures
    where months_ago between 1 and 12
    group by all

)

select
    this_month.measure_id,
    this_month.local_authority_code,
    this_month.month_starting_on,
    this_month.breakdown,
    this_month.item,
    declared.unit,
    this_month.denominator,
    this_month.value,
    before.last_month_denominator,
    before.last_month_value,
    before.year_ago_denominator,
    before.year_ago_value,
    coalesce(before.months_before_count, 0) as months_before_count,
    before.mean_value,
    before.standard_deviation,
    {{ is_beyond_its_spread('this_month', 'before', 'declared') }} as is_beyond_3_deviations,
    {{ is_20_points_from('last_month', 'this_month', 'before', 'declared') }} as is_20_points_from_last_month,
    {{ is_20_points_from('year_ago', 'this_month', 'before', 'declared') }} as is_20_points_from_year_ago,
    {{ is_twice_or_half_of('year_ago', 'this_month', 'before', 'declared') }} as is_twice_or_half_of_year_ago
from this_month
inner join declared on this_month.measure_id = declared.measure_id
left join before
    on
        this_month.measure_id = before.measure_id
        and this_month.local_authority_code is not distinct from before.local_authority_code
        and this_month.breakdown = before.breakdown
        and this_month.item = before.item
