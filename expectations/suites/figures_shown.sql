-- For the publication gate alone: each figure as it is shown, beside what was counted.
with shown as (

    select
        *,
        try_cast(numerator as bigint) as shown_numerator,
        try_cast(denominator as bigint) as shown_denominator,
        try_cast(value as double) as shown_value
    from published.shown.figures

),

counted as (

    select * from warehouse.measures.measures

),

changes as (

    select * from warehouse.measures.figure_changes

),

declared as (

    select * from warehouse.measures.measures_declared

),

reporting_month as (

    select * from warehouse.measures.reporting_month

)

select
    shown.*,
    counted.numerator as counted_numerator,
    counted.denominator as counted_denominator,
    coalesce(counted.symbol = 'x', false) as is_partial,
    counted.reason_code,
    counted.measure_id is not null as is_counted,
    declared.unit,
    declared.statistic,
    declared.statistic in ('share', 'distribution') as is_share,
    declared.is_part_of_a_whole,
    declared.is_added_up,
    shown.month_starting_on = reporting_month.month_starting_on as is_of_this_month,
    coalesce(changes.is_beyond_3_deviations, false) as is_beyond_3_deviations,
    coalesce(changes.is_20_points_from_last_month, false) as is_20_points_from_last_month,
    coalesce(changes.is_20_points_from_year_ago, false) as is_20_points_from_year_ago,
    coalesce(changes.is_twice_or_half_of_year_ago, false) as is_twice_or_half_of_year_ago
from shown
cross join reporting_month
left join counted
    on
        shown.measure_id = counted.measure_id
        and shown.local_authority_code is not distinct from counted.local_authority_code
        and shown.month_starting_on = counted.month_starting_on
        and shown.breakdown = counted.breakdown
        and shown.item = counted.item
left join changes
    on
        shown.measure_id = changes.measure_id
        and shown.local_authority_code is not distinct from changes.local_authority_code
        and shown.month_starting_on = changes.month_starting_on
        and shown.breakdown = changes.breakdown
        and shown.item = changes.item
left join declared on shown.measure_id = declared.measure_id
