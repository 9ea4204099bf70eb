with months as (

    {{ reported_months() }}

),

deliveries as (

    select * from {{ ref('fct_deliveries') }}
    where source = 'disputes'

),

appeals as (

    select * from {{ ref('fct_appeals') }}

),

requests as (

    select * from {{ ref('fct_ehc_requests') }}

),

plans as (

    select * from {{ ref('fct_plans') }}

),

plans_held as (

    select * from {{ ref('fct_plans_by_month') }}

),

-- A month of whose appeals nothing is told has no rate, whatever is known of the decisions.
told_months as (

    select
        months.*,
        months.month_starting_on - interval 11 month as year_starting_on
    from months
    where exists (
        select 1 from deliveries
        where deliveries.month_starting_on >= months.month_starting_on
    )

),

dated as (

    select
        local_authority_code,
        'appeal-' || appeal_id as record_id,
        person_id,
        submission_id,
        received_row_id,
        appeal_registered_on as happened_on,
        true as is_appeal
    from appeals
    union all
    select
        local_authority_code,
        'refusal-to-assess-' || request_id as record_id,
        person_id,
        submission_id,
        received_row_id,
        request_decided_on as happened_on,
        false as is_appeal
    from requests
    where is_assessment_refused
    union all
    select
        local_authority_code,
        'refusal-to-issue-' || request_id as record_id,
        person_id,
        submission_id,
        received_row_id,
        no_issue_told_on as happened_on,
        false as is_appeal
    from requests
    where is_no_issue
    union all
    select
        local_authority_code,
        'needs-met-' || plan_id as record_id,
        person_id,
        submission_id,
        received_row_id,
        plan_ceased_on as happened_on,
        false as is_appeal
    from plans
    where plan_cease_reason_code = '2'

),

considered as (

    select
        dated.local_authority_code,
        told_months.month_starting_on,
        dated.record_id,
        dated.person_id,
        dated.submission_id,
        dated.received_row_id,
        dated.is_appeal
    from dated
    inner join told_months
        on dated.happened_on between told_months.year_starting_on and told_months.month_ending_on
    union all
    select
        plans_held.local_authority_code,
        told_months.month_starting_on,
        'held-' || plans_held.plan_in_force_id as record_id,
        plans_held.person_id,
        plans_held.submission_id,
        plans_held.received_row_id,
        false as is_appeal
    from plans_held
    inner join told_months on plans_held.month_starting_on = told_months.month_starting_on

),

records as (

    select
        'M28' as measure_id,
        local_authority_code,
        month_starting_on,
        record_id,
        person_id,
        submission_id,
        received_row_id,
        cast(is_appeal as bigint) as counted_numerator,
        cast(not is_appeal as bigint) as counted_denominator,
        cast(null as varchar) as left_out_because
    from considered

)

select * from records
