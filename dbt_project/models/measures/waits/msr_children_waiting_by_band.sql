with waits as (

    {{ grouped_waits() }}

),

cells as (

    {{ national_return() }}

),

bands as (

    select * from {{ ref('wait_bands') }}
    where code <> 'all'

),

-- A wait whose start is not known is in no band and in no denominator.
from_lists as (

    select
        {{ wait_group() }},
        bands.code as wait_band_code,
        count(*) filter (
            is_on_list
            and days_waited >= bands.min_days
            and (bands.max_days is null or days_waited <= bands.max_days)
        ) as band_count,
        count(days_waited) filter (is_on_list) as known_count
    from waits
    cross join bands
    group by all

),

-- Only where every band is published: some of the bands say nothing about their sum.
whole_returns as (

    select
        {{ wait_group() }},
        sum(waiting_count) as known_count
    from cells
    where wait_band_code <> 'all'
    group by all
    having count(waiting_count) = (select count(*) from bands)

),

from_return as (

    select
        cells.local_authority_code,
        cells.month_starting_on,
        cells.list_source,
        cells.nhs_organisation,
        cells.therapy_service,
        cells.wait_stage,
        cells.wait_band_code,
        cells.waiting_count as band_count,
        whole_returns.known_count
    from cells
    inner join whole_returns
        using (month_starting_on, list_source, nhs_organisation, therapy_service, wait_stage)
    where cells.wait_band_code <> 'all'

),

counted as (

    select * from from_lists
    union all
    select * from from_return

),

single_bands as (

    select
        counted.* exclude (wait_band_code),
        bands.label as wait_band
    from counted
    inner join bands on counted.wait_band_code = bands.code

),

over_18_weeks as (

    select
        {{ wait_group() }},
        sum(band_count) as band_count,
        max(known_count) as known_count,
        'Over 18 weeks' as wait_band
    from counted
    where wait_band_code in ('over_18_to_52_weeks', 'over_52_weeks')
    group by all

),

all_bands as (

    select
        {{ wait_group() }},
        wait_band,
        band_count,
        known_count
    from single_bands
    union all
    select
        {{ wait_group() }},
        wait_band,
        band_count,
        known_count
    from over_18_weeks

),

figures as (

    select
        'M44' as measure_id,
        {{ wait_group() }},
        wait_band,
        {{ ratio('band_count', 'known_count', 100) }}
    from all_bands

)

select * from figures
