-- DfE, SEN2 guide, module 3: assessments that were open at the end of the year, that ended or were
-- stopped in it, and those before it whose plan was in force on some day of it.
with judged as (

    select * from {{ ref('int_ehc_return_judged') }}
    where assessment_outcome_code is not null

),

plans as (

    select distinct
        return_year,
        parent_received_row_id
    from {{ ref('fct_ehc_return_named_plans') }}

)

select
    judged.return_year,
    judged.local_authority_code,
    judged.person_id,
    judged.submission_id,
    judged.assessment_received_row_id as received_row_id,
    judged.received_row_id as parent_received_row_id,
    judged.request_received_on,
    judged.assessment_outcome_code,
    judged.assessment_concluded_on
from judged
left join plans
    on
        judged.return_year = plans.return_year
        and judged.assessment_received_row_id = plans.parent_received_row_id
where judged.is_assessment_of_the_year or plans.parent_received_row_id is not null
