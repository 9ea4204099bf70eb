with plan_holders as (

    select * from {{ ref('int_plan_holders') }}

),

pupils_on_roll as (

    select * from {{ ref('int_pupils_on_roll') }}

),

exclusions as (

    select * from {{ ref('stg_exclusion_log__exclusions') }}

),

people as (

    select * from {{ ref('stg_sen2__people') }}

),

waits as (

    select * from {{ ref('stg_therapy_waits__referrals') }}

),

casework as (

    select distinct submission_id as delivery from people

),

plan_in_census_only as (

    select
        'V050' as rule_code,
        'school_census' as source,
        pupils_on_roll.submission_id,
        pupils_on_roll.received_line_number,
        'sen2' as other_source
    from pupils_on_roll
    anti join plan_holders on pupils_on_roll.pupil = plan_holders.pupil
    where
        pupils_on_roll.sen_provision_code = 'E'
        and exists (select casework.delivery from casework)

),

plan_not_in_census as (

    select
        'V050' as rule_code,
        'school_census' as source,
        pupils_on_roll.submission_id,
        pupils_on_roll.received_line_number,
        'sen2' as other_source
    from pupils_on_roll
    semi join plan_holders on pupils_on_roll.pupil = plan_holders.pupil
    where pupils_on_roll.sen_provision_code <> 'E'

),

placed_elsewhere as (

    select
        'V052' as rule_code,
        'sen2' as source,
        plan_holders.submission_id,
        plan_holders.received_line_number,
        'school_census' as other_source
    from plan_holders
    semi join pupils_on_roll on plan_holders.pupil = pupils_on_roll.pupil
    anti join pupils_on_roll as at_that_school
        on
            plan_holders.pupil = at_that_school.pupil
            and plan_holders.placed_urn = at_that_school.urn
    where plan_holders.placed_urn is not null

),

excluded_unknown as (

    select
        'V053' as rule_code,
        'exclusion_log' as source,
        exclusions.submission_id,
        exclusions.received_line_number,
        'sen2' as other_source
    from exclusions
    anti join people on exclusions.upn = people.upn
    where
        exclusions.sen_provision_code = 'E'
        and exists (select casework.delivery from casework)

),

born_on_two_days as (

    select
        'V016' as rule_code,
        'sen2' as source,
        people.submission_id,
        people.received_line_number,
        'school_census' as other_source
    from people
    semi join pupils_on_roll
        on
            people.upn = pupils_on_roll.pupil
            and people.born_on <> pupils_on_roll.born_on

),

at_two_providers as (

    select
        'V085' as rule_code,
        'therapy_waits' as source,
        waits.submission_id,
        waits.received_line_number,
        'therapy_waits' as other_source
    from waits
    semi join waits as others
        on
            waits.patient_pseudonym = others.patient_pseudonym
            and waits.therapy_service_code = others.therapy_service_code
            and waits.received_for_month = others.received_for_month
            and waits.supplier_code <> others.supplier_code

),

disagreements as (

    select * from plan_in_census_only
    union all
    select * from plan_not_in_census
    union all
    select * from placed_elsewhere
    union all
    select * from excluded_unknown
    union all
    select * from born_on_two_days
    union all
    select * from at_two_providers

)

select distinct * from disagreements
order by rule_code, source, submission_id, received_line_number
