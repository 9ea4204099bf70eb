with published as (

    select * from {{ ref('fct_published_areas') }}
    where area_level in ('National', 'Local authority')

)

select
    calendar_year,
    local_authority_code,
    plans_issued_count,
    plans_issued_within_20_weeks_count,
    plans_issued_without_exception_count,
    plans_issued_within_20_weeks_without_exception_count
from published
