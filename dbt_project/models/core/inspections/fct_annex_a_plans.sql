-- Ofsted and CQC, area SEND inspections, Annex A list 1: children whose plan is in force. What no
-- extract tells (pupil premium, the team) is left empty.
with months as (

    select * from {{ ref('int_annex_a_months') }}

),

people as (

    select * from {{ ref('stg_sen2__people') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

identified as (

    select
        linked.person_id,
        people.supplier_code as local_authority_code,
        people.submission_id,
        people.received_row_id
    from people
    inner join linked
        on
            {{ is_record_of('linked', 'people', 'case_system_person_id') | indent(12) }}
    qualify row_number() over (partition by linked.person_id order by people.received_row_id) = 1

),

in_force as (

    select *
    from {{ ref('fct_plans_by_month') }}
    qualify row_number() over (partition by month_starting_on, person_id order by plan_in_force_id) = 1

),

listed as (

    select * from {{ ref('stg_sen2__active_plans_each_month') }}

),

placements as (

    select *
    from {{ ref('stg_sen2__placements_each_month') }}
    where coalesce(placement_rank, 1) = 1
    qualify row_number() over (
        partition by submission_id, active_plan_row_id
        order by
            coalesce(placement_left_on < last_day(received_for_month), false) asc,
            placement_entered_on desc nulls last,
            received_line_number asc
    ) = 1

),

settings as (

    select * from {{ ref('dim_settings') }}

),

first_plans as (

    select
        request_id,
        min(plan_started_on) as first_plan_issued_on
    from {{ ref('fct_plans') }}
    group by request_id

),

pupils as (

    select * from {{ ref('int_annex_a_pupils') }}

),

known as (

    select * from {{ ref('int_annex_a_known') }}

)

select
    in_force.month_starting_on,
    in_force.local_authority_code,
    in_force.person_id,
    identified.submission_id,
    identified.received_row_id,
    first_plans.first_plan_issued_on,
    listed.final_amended_plan_on as latest_plan_issued_on,
    -- SEND Regulations 2014 reg. 20(10): a review ends with the authority's decision.
    listed.review_decided_on as plan_last_reviewed_on,
    nullif(in_force.primary_need_code, 'unknown') as need_type_code,
    coalesce(settings.setting_id, pupils.urn) as urn,
    pupils.main_setting_phase,
    pupils.second_setting_phase,
    coalesce(placements.sen_setting_code = 'EHE', false) as is_home_educated,
    known.suspension_count,
    known.permanent_exclusion_count,
    known.absence_percent,
    cast(null as boolean) as has_pupil_premium,
    known.is_known_to_social_care,
    cast(null as varchar) as social_care_team,
    known.is_recorded_as_disabled
from in_force
inner join months
    on
        in_force.local_authority_code = months.local_authority_code
        and in_force.month_starting_on = months.month_starting_on
inner join identified
    on
        in_force.person_id = identified.person_id
        and in_force.local_authority_code = identified.local_authority_code
inner join listed
    on
        in_force.submission_id = listed.submission_id
        and in_force.received_row_id = listed.received_row_id
left join placements
    on
        listed.submission_id = placements.submission_id
        and listed.active_plan_row_id = placements.active_plan_row_id
left join settings on placements.urn = settings.urn
left join first_plans on in_force.request_id = first_plans.request_id
left join pupils
    on
        in_force.person_id = pupils.person_id
        and in_force.month_starting_on = pupils.month_starting_on
left join known
    on
        in_force.person_id = known.person_id
        and in_force.month_starting_on = known.month_starting_on
