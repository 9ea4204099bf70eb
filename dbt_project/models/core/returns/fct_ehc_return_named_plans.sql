-- DfE, SEN2 guide, module 4: plans that were in force on any day of the calendar year.
select
    return_year,
    local_authority_code,
    person_id,
    submission_id,
    received_row_id,
    parent_received_row_id,
    plan_started_on,
    plan_ceased_on,
    plan_cease_reason_code,
    is_in_force_on_the_day
from {{ ref('int_ehc_return_plans') }}
where is_named_in_the_year
