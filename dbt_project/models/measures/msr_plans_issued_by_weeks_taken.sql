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

-- The first limit is the statutory 20 weeks; day 365 belongs to the top band (NHS and DfE usage).
bands as (

    select '20 weeks or fewer' as weeks_to_issue, 0 as min_days, 140 as max_days
    union all
    select 'Over 20 to 52 weeks' as weeks_to_issue, 141 as min_days, 364 as max_days
    union all
    select 'Over 52 weeks' as weeks_to_issue, 365 as min_days, null as max_days

),

counted as (

    select
        told.local_authority_code,
        told.month_starting_on,
        bases.exception_basis,
        bands.weeks_to_issue,
        count(plans.request_id) filter (
            plans.days_to_issue >= bands.min_days
            and (bands.max_days is null or plans.days_to_issue <= bands.max_days)
        ) as band_count,
        count(plans.request_id) as plan_count
    from told
    cross join bases
    cross join bands
    left join plans
        on
            told.local_authority_code = plans.local_authority_code
            and plans.plan_issued_on between told.month_starting_on and told.month_ending_on
            and (bases.counts_exceptions or plans.is_plan_issued_without_exception)
    group by all

),

figures as (

    select
        'M08' as measure_id,
        local_authority_code,
        month_starting_on,
        exception_basis,
        weeks_to_issue,
        {{ ratio('band_count', 'plan_count', 100) }}
    from counted

)

select * from figures
