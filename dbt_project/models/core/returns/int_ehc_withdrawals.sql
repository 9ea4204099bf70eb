-- A withdrawal bears no date: it happened in the month whose export was the first to tell of it, if
-- an export before that told otherwise.
with requests as (

    select * from {{ ref('stg_sen2__requests_each_month') }}

),

assessments as (

    select * from {{ ref('stg_sen2__assessments_each_month') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

told as (

    select
        linked.person_id,
        requests.request_received_on,
        requests.received_for_month,
        requests.request_outcome_code = 'W' as is_request_withdrawn,
        coalesce(assessments.assessment_outcome_code = 'W', false) as is_assessment_withdrawn
    from requests
    inner join linked
        on
            {{ is_record_of('linked', 'requests', 'case_system_person_id') | indent(12) }}
    left join assessments
        on
            requests.submission_id = assessments.submission_id
            and requests.request_row_id = assessments.request_row_id

),

first_told as (

    select
        person_id,
        request_received_on,
        min(received_for_month) as first_month,
        min(received_for_month) filter (where is_request_withdrawn) as request_month,
        min(received_for_month) filter (where is_assessment_withdrawn) as assessment_month
    from told
    group by person_id, request_received_on

)

select
    person_id,
    request_received_on,
    case when request_month > first_month then request_month end as request_withdrawn_month_starting_on,
    case when assessment_month > first_month then assessment_month end as assessment_withdrawn_month_starting_on
from first_told
where request_month is not null or assessment_month is not null
