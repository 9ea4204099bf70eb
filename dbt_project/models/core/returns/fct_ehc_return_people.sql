-- DfE, SEN2 guide, module 1: everybody of whom the return tells a request.
select distinct
    return_year,
    local_authority_code,
    person_id,
    submission_id,
    parent_received_row_id as received_row_id
from {{ ref('fct_ehc_return_requests') }}
