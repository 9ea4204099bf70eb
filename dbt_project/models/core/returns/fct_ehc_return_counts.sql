-- What is published nationally from a return: these should be what our own months add up to.
with requests as (

    select * from {{ ref('fct_ehc_return_requests') }}

),

years as (

    select * from {{ ref('dim_ehc_return_years') }}

),

assessments as (

    select * from {{ ref('fct_ehc_return_assessments') }}

),

own_assessments as (

    select assessments.*
    from assessments
    anti join {{ ref('fct_ehc_requests') }} as transferred
        on
            assessments.person_id = transferred.person_id
            and assessments.request_received_on = transferred.request_received_on
            and transferred.is_transferred_in
    where assessments.assessment_outcome_code = 'Y'

),

counted as (

    select
        return_year,
        local_authority_code,
        'requests_received' as count_code,
        request_received_on between period_starting_on and period_ending_on as is_counted
    from requests
    inner join years using (return_year, local_authority_code)
    union all
    select
        return_year,
        local_authority_code,
        'plans_issued' as count_code,
        true as is_counted
    from own_assessments
    union all
    select
        return_year,
        local_authority_code,
        'plans_issued_within_20_weeks' as count_code,
        -- SEND Regulations 2014 reg. 13: the final plan within 20 weeks of the request.
        {{ is_done_by('assessment_concluded_on', due_after_weeks('request_received_on', 20)) }} as is_counted
    from own_assessments

)

select
    return_year,
    local_authority_code,
    count_code,
    count(*) filter (where is_counted) as record_count
from counted
group by return_year, local_authority_code, count_code
