-- Every request that a return could tell of, with its assessment and the plan that followed.
with years as (

    select * from {{ ref('dim_ehc_return_years') }}

),

requests as (

    select * from {{ ref('stg_sen2__requests') }}

),

people as (

    select * from {{ ref('stg_sen2__people') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

assessments as (

    select * from {{ ref('stg_sen2__assessments') }}

),

withdrawals as (

    select * from {{ ref('int_ehc_withdrawals') }}

),

cases as (

    select
        years.return_year,
        years.local_authority_code,
        years.reference_on,
        years.period_starting_on,
        -- A plan that came with a child who moved in may have come after the year and before the day.
        case
            when requests.request_received_on > years.period_ending_on then years.reference_on
            else years.period_ending_on
        end as told_until_on,
        linked.person_id,
        requests.submission_id,
        people.received_row_id as person_received_row_id,
        requests.received_row_id,
        assessments.received_row_id as assessment_received_row_id,
        requests.request_received_on,
        requests.request_received_on > years.period_ending_on as is_received_after_year,
        requests.request_decided_on,
        requests.request_outcome_code,
        withdrawals.request_withdrawn_month_starting_on,
        assessments.assessment_outcome_code,
        assessments.assessment_concluded_on,
        withdrawals.assessment_withdrawn_month_starting_on
    from requests
    inner join years
        on
            requests.supplier_code = years.local_authority_code
            and requests.request_received_on <= years.reference_on
    inner join people
        on
            requests.submission_id = people.submission_id
            and requests.person_row_id = people.person_row_id
    inner join linked
        on
            {{ is_record_of('linked', 'people', 'case_system_person_id') | indent(12) }}
    left join assessments
        on
            requests.submission_id = assessments.submission_id
            and requests.request_row_id = assessments.request_row_id
    left join withdrawals
        on
            linked.person_id = withdrawals.person_id
            and requests.request_received_on = withdrawals.request_received_on

)

select * from cases
