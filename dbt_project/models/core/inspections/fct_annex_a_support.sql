-- Ofsted and CQC, area SEND inspections, Annex A list 2: pupils with SEN support in the last school
-- census by the month. Whoever has a plan by then is on the first list.
with pupils as (

    select * from {{ ref('int_annex_a_pupils') }}
    where sen_provision_code = 'K'

),

plans as (

    select * from {{ ref('fct_annex_a_plans') }}

),

people as (

    select * from {{ ref('dim_people') }}

),

known as (

    select * from {{ ref('int_annex_a_known') }}

)

select
    pupils.month_starting_on,
    pupils.local_authority_code,
    pupils.person_id,
    pupils.submission_id,
    pupils.received_row_id,
    -- Asked in spring only; another system may know.
    coalesce(pupils.ethnicity_code, nullif(people.ethnicity_code, 'unknown')) as ethnicity_code,
    pupils.primary_need_code as need_type_code,
    pupils.urn,
    pupils.main_setting_phase,
    pupils.second_setting_phase,
    known.suspension_count,
    known.permanent_exclusion_count,
    known.absence_percent,
    cast(null as boolean) as has_pupil_premium,
    known.is_known_to_social_care,
    cast(null as varchar) as social_care_team,
    known.is_recorded_as_disabled
from pupils
inner join people on pupils.person_id = people.person_id
inner join known
    on
        pupils.person_id = known.person_id
        and pupils.month_starting_on = known.month_starting_on
anti join plans
    on
        pupils.person_id = plans.person_id
        and pupils.month_starting_on = plans.month_starting_on
