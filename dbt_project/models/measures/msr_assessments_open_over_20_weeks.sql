with months as (

    {{ reported_months() }}

),

requests as (

    select * from {{ ref('fct_ehc_requests') }}

),

authorities as (

    select distinct local_authority_code from requests

),

counted as (

    select
        authorities.local_authority_code,
        months.month_starting_on,
        count(requests.request_id) as open_count
    from authorities
    cross join months
    left join requests
        on
            authorities.local_authority_code = requests.local_authority_code
            and requests.is_assessment_on_the_clock
            and months.month_ending_on > requests.plan_due_on
            and coalesce(months.month_ending_on < requests.assessment_concluded_on, true)
    group by all

),

figures as (

    select
        'M05' as measure_id,
        local_authority_code,
        month_starting_on,
        open_count as numerator,
        cast(null as bigint) as denominator,
        cast(open_count as decimal(18, 6)) as value
    from counted

)

select * from figures
