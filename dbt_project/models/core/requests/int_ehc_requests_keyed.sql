with people as (

    select * from {{ ref('stg_sen2__people') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

requests as (

    select * from {{ ref('stg_sen2__requests') }}

),

keyed as (

    select
        requests.*,
        requests.supplier_code as local_authority_code,
        linked.person_id,
        linked.person_id || '-' || requests.request_received_on as request_id
    from requests
    inner join people
        on
            requests.submission_id = people.submission_id
            and requests.person_row_id = people.person_row_id
    inner join linked
        on
            {{ is_record_of('linked', 'people', 'case_system_person_id') | indent(12) }}

)

select * from keyed
