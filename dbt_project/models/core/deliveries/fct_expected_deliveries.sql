with expected as (

    select * from {{ source('run', 'expected_deliveries') }}

)

select
    source,
    supplier_code,
    month_starting_on,
    due_on,
    state_code,
    last_good_month_starting_on,
    state_code = 'received' as is_received
from expected
