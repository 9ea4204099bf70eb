with described as (

    select * from {{ ref('int_people_described') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

known as (

    select
        person_id,
        coalesce(bool_or(known_by = 'case_system_person_id'), false) as is_in_ehc_casework,
        coalesce(bool_or(agency = 'education'), false) as is_known_to_education,
        coalesce(bool_or(agency = 'health'), false) as is_known_to_health,
        coalesce(bool_or(agency = 'care'), false) as is_known_to_care
    from linked
    group by person_id

),

told as (

    select
        person_id,
        arg_min(birth_month_starting_on, trust_rank) as birth_month_starting_on,
        arg_min(sex_code, trust_rank) as sex_code,
        arg_min(ethnicity_code, trust_rank) as ethnicity_code
    from described
    group by person_id

),

people as (

    select
        known.person_id,
        told.birth_month_starting_on,
        coalesce(told.sex_code, 'unknown') as sex_code,
        coalesce(told.ethnicity_code, 'unknown') as ethnicity_code,
        known.is_in_ehc_casework,
        known.is_known_to_education,
        known.is_known_to_health,
        known.is_known_to_care
    from known
    left join told on known.person_id = told.person_id

)

select * from people
