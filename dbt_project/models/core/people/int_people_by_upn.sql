-- Who is meant by a pupil number in a list that knows pupils by nothing else. A number that two
-- people bear names nobody: the record then stays linked to no one.
with people as (

    select * from {{ ref('stg_sen2__people') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

borne as (

    select
        supplier_person_id as upn,
        person_id
    from linked
    where known_by = 'upn'
    union all
    select
        people.upn,
        linked.person_id
    from people
    inner join linked
        on
            {{ is_record_of('linked', 'people', 'case_system_person_id') | indent(12) }}
    where people.upn is not null

),

people_by_upn as (

    select
        upn,
        min(person_id) as person_id
    from borne
    group by upn
    having count(distinct person_id) = 1

)

select * from people_by_upn
