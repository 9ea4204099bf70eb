with told as (

    {{ months_told(ref('fct_ehc_requests'), 'sen2') }}

),

requests as (

    select * from {{ ref('fct_ehc_requests') }}

),

counted as (

    select
        told.local_authority_code,
        told.month_starting_on,
        count(requests.request_id) as open_count
    from told
    left join requests
        on
            told.local_authority_code = requests.local_authority_code
            and requests.is_assessment_on_the_clock
            and told.month_ending_on > requests.plan_due_on
            and coalesce(told.month_ending_on < requests.assessment_concluded_on, true)
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
