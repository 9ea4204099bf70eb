with plans as (

    {{ plans_issued('M06y', numerator='judged.is_plan_issued_within_20_weeks', of_year=true) }}

)

select
    *,
    'This release' as figure_source
from plans
