-- Every plan in force has one group of settings and one primary need, Unknown among them.
with figures as (

    select * from {{ ref('figures_of_plans') }}
    where breakdown in ('total', 'placement_type', 'primary_need') and symbol is distinct from 'x'

),

plans as (

    select * from figures
    where measure_id = 'M10' and breakdown = 'total'

),

shared_out as (

    select
        measure_id,
        local_authority_code,
        month_starting_on,
        sum(numerator) as plan_count
    from figures
    where measure_id in ('M13', 'M15') and breakdown <> 'total'
    group by all

)

select shared_out.*
from shared_out
inner join plans
    on
        shared_out.local_authority_code = plans.local_authority_code
        and shared_out.month_starting_on = plans.month_starting_on
where shared_out.plan_count is distinct from plans.numerator
