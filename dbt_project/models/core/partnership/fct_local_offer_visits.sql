with visits as (

    select * from {{ ref('stg_partnership_returns__local_offer_visits') }}

),

states as (

    select * from {{ ref('fct_partnership_return_states') }}
    where partnership_return_code = 'local_offer_visits'

),

months as (

    select
        states.local_authority_code,
        states.month_starting_on,
        visits.local_offer_session_count,
        states.is_told as is_of_a_month_told,
        visits.submission_id,
        visits.received_row_id
    from visits
    inner join states on visits.submission_id = states.submission_id

),

-- Visits are compared with those of the first month that was ever told whole.
base as (

    select
        month_starting_on as base_month_starting_on,
        local_offer_session_count as base_session_count
    from months
    where is_of_a_month_told
    order by month_starting_on
    limit 1

)

select
    months.local_authority_code,
    months.month_starting_on,
    months.local_offer_session_count,
    base.base_month_starting_on,
    base.base_session_count,
    months.is_of_a_month_told,
    months.submission_id,
    months.received_row_id
from months
left join base on months.month_starting_on >= base.base_month_starting_on
