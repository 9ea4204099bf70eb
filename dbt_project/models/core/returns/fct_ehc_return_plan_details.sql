-- DfE, SEN2 guide, module 4: the settings that the return's plans name.
with plans as (

    select * from {{ ref('fct_ehc_return_named_plans') }}

),

named_plans as (

    select * from {{ ref('stg_sen2__named_plans') }}

),

plan_details as (

    select * from {{ ref('stg_sen2__plan_details') }}

)

select
    plans.return_year,
    plans.local_authority_code,
    plans.person_id,
    plan_details.submission_id,
    plan_details.received_row_id,
    plans.received_row_id as parent_received_row_id
from plans
inner join named_plans
    on
        plans.submission_id = named_plans.submission_id
        and plans.received_row_id = named_plans.received_row_id
inner join plan_details
    on
        named_plans.submission_id = plan_details.submission_id
        and named_plans.named_plan_row_id = plan_details.named_plan_row_id
