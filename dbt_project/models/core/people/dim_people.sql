with people as (

    select * from {{ ref('stg_sen2__people') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

pseudonymised as (

    select
        linked.person_id,
        people.supplier_code as local_authority_code,
        cast(date_trunc('month', people.born_on) as date) as birth_month_starting_on,
        coalesce(people.sex_code, 'unknown') as sex_code,
        coalesce(people.ethnicity_code, 'unknown') as ethnicity_code
    from people
    inner join linked
        on
            people.supplier_code = linked.supplier_code
            and people.case_system_person_id = linked.supplier_person_id

)

select * from pseudonymised
