-- DfE, SEN2 guide, module 2: requests that were open at the end of the year, that ended or were
-- withdrawn in it, and those before it that an assessment or a plan of the return hangs on.
with judged as (

    select * from {{ ref('int_ehc_return_judged') }}

),

hung_on as (

    select
        return_year,
        parent_received_row_id
    from {{ ref('fct_ehc_return_assessments') }}
    union distinct
    select
        return_year,
        parent_received_row_id
    from {{ ref('fct_ehc_return_active_plans') }}

)

select
    judged.return_year,
    judged.local_authority_code,
    judged.person_id,
    judged.submission_id,
    judged.received_row_id,
    judged.person_received_row_id as parent_received_row_id,
    judged.request_received_on,
    judged.request_outcome_code,
    judged.request_decided_on
from judged
left join hung_on
    on
        judged.return_year = hung_on.return_year
        and judged.received_row_id = hung_on.parent_received_row_id
where judged.is_request_of_the_year or hung_on.parent_received_row_id is not null
