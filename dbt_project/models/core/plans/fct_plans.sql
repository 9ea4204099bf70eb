with named_plans as (

    select * from {{ ref('stg_sen2__named_plans') }}

),

assessments as (

    select * from {{ ref('stg_sen2__assessments') }}

),

keyed as (

    select * from {{ ref('int_ehc_requests_keyed') }}

),

requests as (

    select * from {{ ref('fct_ehc_requests') }}

),

numbered as (

    select
        keyed.request_id,
        named_plans.*,
        row_number() over (
            partition by keyed.request_id, named_plans.plan_started_on
            order by named_plans.plan_ceased_on nulls last, named_plans.received_row_id
        ) as turn
    from named_plans
    inner join assessments
        on
            named_plans.submission_id = assessments.submission_id
            and named_plans.assessment_row_id = assessments.assessment_row_id
    inner join keyed
        on
            assessments.submission_id = keyed.submission_id
            and assessments.request_row_id = keyed.request_row_id

),

plans as (

    select
        numbered.request_id
        || '-' || numbered.plan_started_on
        || case when numbered.turn > 1 then '-' || numbered.turn else '' end as plan_id,
        numbered.request_id,
        requests.person_id,
        requests.local_authority_code,
        numbered.submission_id,
        numbered.received_row_id,
        requests.locality_code,
        case
            when numbered.plan_ceased_on is null then 'none'
            else coalesce(numbered.plan_cease_reason_code, 'unknown')
        end as plan_cease_reason_code,
        requests.request_received_on,
        numbered.plan_started_on,
        numbered.plan_ceased_on,
        requests.is_transferred_in,
        numbered.plan_ceased_on is not null as is_plan_ceased,
        coalesce(numbered.has_personal_budget, false) as has_personal_budget,
        coalesce(numbered.has_organised_arrangement, false) as has_organised_arrangement
    from numbered
    inner join requests on numbered.request_id = requests.request_id

)

select * from plans
