with told as (

    {{ months_told(ref('fct_ehc_requests'), 'sen2') }}

),

plans as (

    select * from {{ ref('fct_ehc_requests') }}
    where is_plan_issued

),

bases as (

    select 'Total' as exception_basis, true as counts_exceptions
    union all
    select 'Excluding exceptions' as exception_basis, false as counts_exceptions

),

counted as (

    select
        told.local_authority_code,
        told.month_starting_on,
        bases.exception_basis,
        count(plans.request_id) as plan_count,
        coalesce(sum(plans.days_to_issue), 0) as days,
        cast(2 * median(plans.days_to_issue) as bigint) as median_half_days
    from told
    cross join bases
    left join plans
        on
            told.local_authority_code = plans.local_authority_code
            and plans.plan_issued_on between told.month_starting_on and told.month_ending_on
            and (bases.counts_exceptions or plans.is_plan_issued_without_exception)
    group by all

),

means as (

    select
        'M09' as measure_id,
        local_authority_code,
        month_starting_on,
        exception_basis,
        'Mean' as statistic,
        days as numerator,
        plan_count as denominator,
        cast({{ share_half_up('days', '(7 * plan_count)', 1, 6) }} as decimal(18, 6)) as value,
        cast(null as bigint) as median_half_days
    from counted

),

medians as (

    select
        'M09' as measure_id,
        local_authority_code,
        month_starting_on,
        exception_basis,
        'Median' as statistic,
        cast(null as bigint) as numerator,
        plan_count as denominator,
        cast({{ share_half_up('median_half_days', '14', 1, 6) }} as decimal(18, 6)) as value,
        median_half_days
    from counted

),

figures as (

    select * from means
    union all
    select * from medians

)

select * from figures
