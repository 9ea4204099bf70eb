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

-- A plan that came with a child who moved in is another authority's, and the request with it.
transferred as (

    select
        person_id,
        request_received_on
    from {{ ref('fct_ehc_requests') }}
    where is_transferred_in

),

own_requests as (

    select requests.*
    from requests
    anti join transferred
        on
            requests.person_id = transferred.person_id
            and requests.request_received_on = transferred.request_received_on

),

own_assessments as (

    select assessments.*
    from assessments
    anti join transferred
        on
            assessments.person_id = transferred.person_id
            and assessments.request_received_on = transferred.request_received_on
    where assessments.assessment_outcome_code = 'Y'

),

counted as (

    select
        own_requests.return_year,
        own_requests.local_authority_code,
        'requests_received' as count_code,
        own_requests.request_received_on between years.period_starting_on and years.period_ending_on as is_counted
    from own_requests
    inner join years
        on
            own_requests.return_year = years.return_year
            and own_requests.local_authority_code = years.local_authority_code
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
