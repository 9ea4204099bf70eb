with deliveries as (

    select * from {{ ref('fct_deliveries') }}
    where source = 'partnership_returns' and is_in_force

),

statuses as (

    select * from {{ ref('stg_partnership_returns__submission_status') }}

),

returns as (

    select code as partnership_return_code from {{ ref('partnership_returns') }}

)

select
    deliveries.local_authority_code,
    deliveries.month_starting_on,
    deliveries.submission_id,
    returns.partnership_return_code,
    -- A return of which nothing is said is still to come.
    coalesce(statuses.submission_status_code, 'awaiting') as state_code,
    coalesce(statuses.submission_status_code in ('complete', 'part_month'), false) as is_told,
    -- A day belongs to a part month, and lies within it (D36).
    case
        when
            statuses.submission_status_code = 'part_month'
            and date_trunc('month', statuses.submission_runs_to_on) = deliveries.month_starting_on
            then statuses.submission_runs_to_on
    end as runs_to_on
from deliveries
cross join returns
left join statuses
    on
        deliveries.submission_id = statuses.submission_id
        and returns.partnership_return_code = statuses.partnership_return_code
