with people as (

    select * from {{ ref('stg_sen2__people') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

requests as (

    select * from {{ ref('stg_sen2__requests') }}

),

assessments as (

    select * from {{ ref('stg_sen2__assessments') }}

),

transfers as (

    select distinct
        submission_id,
        request_row_id
    from {{ ref('stg_sen2__active_plans') }}
    where transferred_from_la_code is not null

),

joined as (

    select
        requests.submission_id,
        requests.received_row_id,
        requests.supplier_code as local_authority_code,
        linked.person_id,
        requests.request_received_on,
        requests.request_decided_on,
        requests.request_outcome_code,
        assessments.assessment_outcome_code,
        assessments.assessment_concluded_on,
        coalesce(assessments.has_time_limit_exception, false) as has_time_limit_exception,
        transfers.request_row_id is not null as is_transferred_in
    from requests
    inner join people
        on
            requests.submission_id = people.submission_id
            and requests.person_row_id = people.person_row_id
    inner join linked
        on
            {{ is_record_of('linked', 'people', 'case_system_person_id') | indent(12) }}
    left join assessments
        on
            requests.submission_id = assessments.submission_id
            and requests.request_row_id = assessments.request_row_id
    left join transfers
        on
            requests.submission_id = transfers.submission_id
            and requests.request_row_id = transfers.request_row_id

)

select * from joined
