with ours_by_month as (

    select
        case measure_id when 'M06' then 'Total' else 'Excluding exceptions' end as exception_basis,
        local_authority_code,
        month_starting_on,
        numerator,
        denominator
    from {{ ref('figures_of_requests') }}
    where
        measure_id in ('M06', 'M07')
        and breakdown = 'total'
        and symbol is distinct from 'x'

),

months as (

    select * from {{ ref('months') }}

),

-- Only calendar years of which every month is reported: part of a year is not comparable.
ours as (

    select
        'This release' as figure_source,
        ours_by_month.local_authority_code,
        months.calendar_year,
        ours_by_month.exception_basis,
        sum(ours_by_month.denominator) as plans,
        sum(ours_by_month.numerator) as plans_within
    from ours_by_month
    inner join months using (month_starting_on)
    group by all
    having count(*) = 12

),

published_by_others as (

    select * from {{ ref('fct_published_timeliness') }}

),

theirs as (

    select
        'Department for Education' as figure_source,
        local_authority_code,
        calendar_year,
        'Total' as exception_basis,
        plans_issued_count as plans,
        plans_issued_within_20_weeks_count as plans_within
    from published_by_others
    union all
    select
        'Department for Education' as figure_source,
        local_authority_code,
        calendar_year,
        'Excluding exceptions' as exception_basis,
        plans_issued_without_exception_count as plans,
        plans_issued_within_20_weeks_without_exception_count as plans_within
    from published_by_others

),

both_sources as (

    select
        *,
        false as is_already_public
    from ours
    union all
    select
        *,
        true as is_already_public
    from theirs

),

authorities as (

    select * from {{ ref('local_authorities') }}

),

published as (

    select
        cast(both_sources.calendar_year as varchar) as time_period,
        'Calendar year' as time_identifier,
        case
            when both_sources.local_authority_code is null then 'National'
            else 'Local authority'
        end as geographic_level,
        'E92000001' as country_code,
        'England' as country_name,
        authorities.region_ons_code as region_code,
        authorities.region_label as region_name,
        authorities.code as old_la_code,
        authorities.ons_code as new_la_code,
        authorities.label as la_name,
        both_sources.figure_source,
        both_sources.exception_basis,
        {{ published_count('both_sources.plans') }} as plan_count,
        {{ published_count('both_sources.plans_within') }} as plan_within_20_weeks_count,
        {{ published_percent('both_sources.plans_within', 'both_sources.plans') }} as plan_within_20_weeks_percent
    from both_sources
    left join authorities on both_sources.local_authority_code = authorities.code
    order by
        authorities.code asc nulls first,
        both_sources.calendar_year asc,
        both_sources.figure_source asc,
        both_sources.exception_basis desc

)

select * from published
