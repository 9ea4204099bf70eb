with ours as (

    select * from {{ ref('fct_annual_timeliness') }}
    where is_whole_year

),

published as (

    select * from {{ ref('fct_published_timeliness') }}
    where local_authority_code is not null

),

paired as (

    select
        ours.local_authority_code,
        ours.calendar_year,
        unnest([
            {
                indicator: 'plans_issued',
                ours: ours.plans_issued_count,
                theirs: published.plans_issued_count
            },
            {
                indicator: 'plans_issued_within_20_weeks',
                ours: ours.plans_issued_within_20_weeks_count,
                theirs: published.plans_issued_within_20_weeks_count
            },
            {
                indicator: 'plans_issued_without_exception',
                ours: ours.plans_issued_without_exception_count,
                theirs: published.plans_issued_without_exception_count
            },
            {
                indicator: 'plans_issued_within_20_weeks_without_exception',
                ours: ours.plans_issued_within_20_weeks_without_exception_count,
                theirs: published.plans_issued_within_20_weeks_without_exception_count
            }
        ]) as pair
    from ours
    inner join published
        on
            ours.local_authority_code = published.local_authority_code
            and ours.calendar_year = published.calendar_year

)

select
    local_authority_code,
    calendar_year,
    pair.indicator as indicator_code,
    pair.ours as our_count,
    pair.theirs as published_count,
    pair.ours - pair.theirs as difference_count,
    -- More than 5 in 100 of what was published (V113).
    coalesce(20 * abs(pair.ours - pair.theirs) > pair.theirs, false) as is_over_5_percent
from paired
