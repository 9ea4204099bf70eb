-- The plans of the assessments that a return could tell of. What happened after its day is not told.
with judged as (

    select * from {{ ref('int_ehc_return_judged') }}
    where assessment_outcome_code is not null

),

assessments as (

    select * from {{ ref('stg_sen2__assessments') }}

),

named_plans as (

    select * from {{ ref('stg_sen2__named_plans') }}

),

plans as (

    select
        judged.return_year,
        judged.local_authority_code,
        judged.person_id,
        named_plans.submission_id,
        named_plans.received_row_id,
        judged.assessment_received_row_id as parent_received_row_id,
        judged.request_received_on,
        named_plans.plan_started_on,
        case
            when named_plans.plan_ceased_on <= judged.reference_on then named_plans.plan_ceased_on
        end as plan_ceased_on,
        case
            when named_plans.plan_ceased_on <= judged.reference_on then named_plans.plan_cease_reason_code
        end as plan_cease_reason_code,
        -- DfE, SEN2 guide: the day that a plan ends is one on which it is in force.
        named_plans.plan_started_on <= judged.reference_on
        and coalesce(named_plans.plan_ceased_on >= judged.reference_on, true) as is_in_force_on_the_day,
        named_plans.plan_started_on <= judged.told_until_on
        and coalesce(named_plans.plan_ceased_on >= judged.period_starting_on, true) as is_named_in_the_year
    from judged
    inner join assessments
        on
            judged.submission_id = assessments.submission_id
            and judged.assessment_received_row_id = assessments.received_row_id
    inner join named_plans
        on
            assessments.submission_id = named_plans.submission_id
            and assessments.assessment_row_id = named_plans.assessment_row_id

)

select * from plans
