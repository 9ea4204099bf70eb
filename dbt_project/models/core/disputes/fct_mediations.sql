with mediations as (

    select * from {{ ref('stg_disputes__mediations') }}

),

people_by_upn as (

    select * from {{ ref('int_people_by_upn') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

numbered as (

    select
        *,
        row_number() over (partition by mediation_requested_on order by mediation_ref) as place_on_day
    from mediations

),

judged as (

    select
        numbered.mediation_requested_on || '-' || numbered.place_on_day as mediation_id,
        people_by_upn.person_id,
        home.local_authority_code,
        numbered.submission_id,
        numbered.received_row_id,
        coalesce(numbered.mediation_outcome_code, 'none_yet') as mediation_outcome_code,
        numbered.mediation_requested_on,
        -- SEND Regulations 2014 regs. 32 to 39: mediation within 30 days.
        numbered.mediation_requested_on + 30 as mediation_due_on,
        numbered.mediation_held_on,
        numbered.mediation_held_on is not null as is_mediation_held,
        coalesce(numbered.mediation_outcome_code = 'agreed', false) as is_mediation_agreed
    from numbered
    cross join home
    left join people_by_upn on numbered.upn = people_by_upn.upn

)

select * from judged
