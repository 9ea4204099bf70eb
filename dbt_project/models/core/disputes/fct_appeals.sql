with appeals as (

    select * from {{ ref('stg_disputes__appeals') }}

),

people_by_upn as (

    select * from {{ ref('int_people_by_upn') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

-- The tribunal's own references stay behind: an appeal is known by its day and its place on it.
numbered as (

    select
        *,
        row_number() over (partition by appeal_registered_on order by appeal_ref) as place_on_day
    from appeals

),

judged as (

    select
        numbered.appeal_registered_on || '-' || numbered.place_on_day as appeal_id,
        people_by_upn.person_id,
        home.local_authority_code,
        numbered.submission_id,
        numbered.received_row_id,
        numbered.appeal_type_code,
        coalesce(numbered.appeal_outcome_code, 'none') as appeal_outcome_code,
        numbered.decision_appealed_on,
        numbered.mediation_certified_on,
        -- Tribunal Procedure (First-tier Tribunal) (HESC Chamber) Rules 2008: within two months
        -- of the decision or one month of the mediation certificate, whichever is later.
        greatest(
            {{ anniversary('numbered.decision_appealed_on', 2) }},
            {{ anniversary('numbered.mediation_certified_on', 1) }}
        ) as appeal_due_on,
        numbered.appeal_registered_on,
        numbered.hearing_on,
        numbered.appeal_closed_on,
        coalesce(numbered.is_extended_appeal, false) as is_extended_appeal,
        numbered.appeal_outcome_code is not null as is_appeal_ended
    from numbered
    cross join home
    left join people_by_upn on numbered.upn = people_by_upn.upn

)

select * from judged
