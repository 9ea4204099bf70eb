with figures as (

    select * from {{ ref('figures_of_requests') }}
    where symbol is distinct from 'x'

),

within as (

    select
        local_authority_code,
        month_starting_on,
        case measure_id when 'M06' then 'Total' else 'Excluding exceptions' end as exception_basis,
        numerator,
        denominator
    from figures
    where measure_id in ('M06', 'M07') and breakdown = 'total'

),

by_weeks as (

    select
        local_authority_code,
        month_starting_on,
        'Total' as exception_basis,
        max(numerator) filter (item = 'Over 20 to 52 weeks') as over_20_weeks,
        max(numerator) filter (item = 'Over 52 weeks') as over_52_weeks
    from figures
    where measure_id = 'M08' and breakdown = 'weeks_to_issue'
    group by all
    union all
    select
        local_authority_code,
        month_starting_on,
        'Excluding exceptions' as exception_basis,
        max(numerator) filter (item = 'Excluding exceptions | Over 20 to 52 weeks') as over_20_weeks,
        max(numerator) filter (item = 'Excluding exceptions | Over 52 weeks') as over_52_weeks
    from figures
    where measure_id = 'M08' and breakdown = 'exception_basis | weeks_to_issue'
    group by all

),

weeks as (

    select
        local_authority_code,
        month_starting_on,
        'Total' as exception_basis,
        max(numerator) filter (measure_id = 'M09') as days,
        max(numerator) filter (measure_id = 'M09b') as median_half_days
    from figures
    where measure_id in ('M09', 'M09b') and breakdown = 'total'
    group by all
    union all
    select
        local_authority_code,
        month_starting_on,
        'Excluding exceptions' as exception_basis,
        max(numerator) filter (measure_id = 'M09') as days,
        max(numerator) filter (measure_id = 'M09b') as median_half_days
    from figures
    where
        measure_id in ('M09', 'M09b')
        and breakdown = 'exception_basis'
        and item = 'Excluding exceptions'
    group by all

),

backlog as (

    select * from figures
    where measure_id = 'M05' and breakdown = 'total'

),

authorities as (

    select * from {{ ref('local_authorities') }}

),

months as (

    select * from {{ ref('months') }}

),

published as (

    select
        cast(months.calendar_year as varchar) as time_period,
        months.month_name as time_identifier,
        'Local authority' as geographic_level,
        'E92000001' as country_code,
        'England' as country_name,
        authorities.region_ons_code as region_code,
        authorities.region_label as region_name,
        authorities.code as old_la_code,
        authorities.ons_code as new_la_code,
        authorities.label as la_name,
        within.exception_basis,
        {{ published_count('within.denominator') }} as plan_count,
        {{ published_count('within.numerator') }} as plan_within_20_weeks_count,
        {{ published_percent('within.numerator', 'within.denominator') }} as plan_within_20_weeks_percent,
        {{ published_count('by_weeks.over_20_weeks') }} as plan_over_20_to_52_weeks_count,
        {{ published_count('by_weeks.over_52_weeks') }} as plan_over_52_weeks_count,
        {{ published_weeks('weeks.days', 'within.denominator', '(7 * within.denominator)', 1) }} as mean_weeks,
        {{ published_weeks('weeks.median_half_days', 'within.denominator', '14', 1) }} as median_weeks,
        case
            when within.exception_basis = 'Total' then {{ published_count('backlog.numerator') }}
            else 'z'
        end as assessment_open_over_20_weeks_count
    from within
    inner join by_weeks using (local_authority_code, month_starting_on, exception_basis)
    inner join weeks using (local_authority_code, month_starting_on, exception_basis)
    inner join backlog using (local_authority_code, month_starting_on)
    inner join authorities on within.local_authority_code = authorities.code
    inner join months using (month_starting_on)
    order by authorities.code asc, months.month_starting_on asc, within.exception_basis desc

)

select * from published
