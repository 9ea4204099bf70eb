with plans as (

    {{ plans_issued('M07y', numerator='judged.is_plan_issued_within_20_weeks', without_exceptions=true, of_year=true) }}

)

select
    *,
    'This release' as figure_source
from plans
