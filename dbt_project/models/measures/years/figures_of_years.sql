-- Years that have all been told, and beside them what others published of the same years.
with counted as (

    {{ figures('msr_plans_issued_within_20_weeks_in_year') }}
    union all
    {{ figures('msr_plans_issued_within_20_weeks_without_exceptions_in_year') }}

),

published as (

    select
        *,
        make_date(calendar_year, 12, 1) as month_starting_on
    from {{ ref('fct_published_timeliness') }}

),

theirs as (

    select
        'M06y' as measure_id,
        local_authority_code,
        month_starting_on,
        plans_issued_within_20_weeks_count as numerator,
        plans_issued_count as denominator
    from published
    union all
    select
        'M07y' as measure_id,
        local_authority_code,
        month_starting_on,
        plans_issued_within_20_weeks_without_exception_count as numerator,
        plans_issued_without_exception_count as denominator
    from published

)

select *
from counted
where month(month_starting_on) = 12 and breakdown = 'figure_source'
union all
select
    measure_id,
    local_authority_code,
    month_starting_on,
    'figure_source' as breakdown,
    'Department for Education' as item,
    numerator,
    denominator,
    cast({{ share_half_up('numerator', 'denominator', 100, 6) }} as decimal(18, 6)) as value,
    case
        when numerator is null or denominator is null then 'x'
        when denominator = 0 then 'z'
    end as symbol,
    cast(null as varchar) as reason_code
from theirs
