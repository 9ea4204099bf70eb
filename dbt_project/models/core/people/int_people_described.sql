-- What each system tells of a person, the most trusted first: the case system, the schools, then the
-- indexes of health and care.
with linked as (

    select * from {{ source('linked', 'people') }}

),

in_casework as (

    select
        linked.person_id,
        1 as trust_rank,
        cast(date_trunc('month', told.born_on) as date) as birth_month_starting_on,
        told.sex_code,
        told.ethnicity_code
    from {{ ref('stg_sen2__people') }} as told
    inner join linked
        on
            {{ is_record_of('linked', 'told', 'case_system_person_id') | indent(12) }}

),

at_school as (

    select
        linked.person_id,
        2 as trust_rank,
        cast(date_trunc('month', told.born_on) as date) as birth_month_starting_on,
        told.sex_code,
        told.ethnicity_code
    from {{ ref('stg_school_census__pupils') }} as told
    inner join linked
        on
            {{ is_record_of('linked', 'told', 'upn') | indent(12) }}

),

in_health as (

    select
        linked.person_id,
        3 as trust_rank,
        cast(date_trunc('month', told.born_on) as date) as birth_month_starting_on,
        told.sex_code,
        cast(null as varchar) as ethnicity_code
    from {{ ref('stg_patient_index__patients') }} as told
    inner join linked
        on
            {{ is_record_of('linked', 'told', 'patient_pseudonym') | indent(12) }}

),

in_care as (

    select
        linked.person_id,
        4 as trust_rank,
        cast(date_trunc('month', told.born_on) as date) as birth_month_starting_on,
        told.sex_code,
        cast(null as varchar) as ethnicity_code
    from {{ ref('stg_care_index__children') }} as told
    inner join linked
        on
            {{ is_record_of('linked', 'told', 'la_child_id') | indent(12) }}

),

described as (

    select * from in_casework
    union all
    select * from at_school
    union all
    select * from in_health
    union all
    select * from in_care

)

select * from described
