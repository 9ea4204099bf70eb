with plans as (

    select * from {{ ref('fct_plans_by_month') }}

),

localities as (

    select * from {{ ref('dim_locality_months') }}

),

sen_types as (

    select * from {{ ref('sen_types') }}

),

labelled as (

    select
        plans.person_id,
        plans.month_starting_on,
        coalesce(localities.locality, 'Unknown') as locality,
        coalesce(sen_types.published_label, 'Unknown') as primary_need,
        true as has_ehc_plan,
        row_number() over (
            partition by plans.person_id, plans.month_starting_on
            order by
                plans.local_authority_code asc,
                plans.request_received_on desc,
                plans.plan_in_force_id asc
        ) as turn
    from plans
    left join localities
        on
            plans.local_authority_code = localities.local_authority_code
            and plans.locality_code = localities.locality_code
            and plans.month_starting_on = localities.month_starting_on
    left join sen_types on plans.primary_need_code = sen_types.code
    where plans.person_id is not null

)

select
    person_id,
    month_starting_on,
    locality,
    primary_need,
    has_ehc_plan
from labelled
where turn = 1
