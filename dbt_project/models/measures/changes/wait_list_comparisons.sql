with figures as (

    select
        month_starting_on,
        string_split(item, ' | ') as items,
        numerator
    from {{ ref('measures') }}
    where
        measure_id = 'M40'
        and breakdown = 'list_source | nhs_organisation | therapy_service | wait_stage'
        and local_authority_code is null
        and symbol is distinct from 'x'

),

paired as (

    select
        items[2] as nhs_organisation,
        items[3] as therapy_service,
        month_starting_on,
        max(numerator) filter (where items[1] = 'Provider list') as list_count,
        max(numerator) filter (where items[1] = 'National return') as return_count
    from figures
    where items[4] = 'Total'
    group by all
    having list_count is not null and return_count is not null

)

select
    *,
    abs(list_count - return_count) >= 20
    and (list_count > 2 * return_count or 2 * list_count < return_count) as is_twice_or_half_of_return
from paired
