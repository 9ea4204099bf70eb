-- Every census ever received, each as its newest delivery tells it.
with pupils as (

    select * from {{ ref('stg_school_census__pupils_each_month') }}

),

needs as (

    select * from {{ ref('stg_school_census__needs_each_month') }}
    where need_rank = 1

),

linked as (

    select * from {{ source('linked', 'people') }}

),

settings as (

    select * from {{ ref('dim_settings') }}

),

-- Needs and ethnicity are asked in spring only: later terms take them from the latest spring.
in_spring as (

    select
        pupils.upn,
        pupils.reference_on,
        any_value(pupils.ethnicity_code order by pupils.received_row_id) as ethnicity_code,
        any_value(needs.need_type_code order by pupils.received_row_id) as primary_need_code
    from pupils
    left join needs
        on
            pupils.submission_id = needs.submission_id
            and pupils.pupil_row_id = needs.pupil_row_id
    where pupils.census_term_code = 'SPR'
    group by pupils.upn, pupils.reference_on

),

with_spring as (

    select
        pupils.*,
        in_spring.ethnicity_code as spring_ethnicity_code,
        in_spring.primary_need_code
    from pupils
    asof left join in_spring
        on
            pupils.upn = in_spring.upn
            and pupils.reference_on >= in_spring.reference_on

),

joined as (

    select
        linked.person_id,
        with_spring.*,
        settings.setting_id,
        coalesce(settings.setting_sector, 'Unknown') as setting_sector,
        -- A pupil may stand twice on one school's roll.
        row_number() over (
            partition by with_spring.upn, with_spring.urn, with_spring.reference_on
            order by with_spring.received_row_id
        ) as turn
    from with_spring
    left join linked
        on
            {{ is_record_of('linked', 'with_spring', 'upn') | indent(12) }}
    left join settings on with_spring.urn = settings.urn

)

select
    {{ pupil_of_the_month('person_id', 'upn', 'reference_on') | indent(4) }}
    || '-'
    || {{ setting_of_the_month('setting_id', 'urn', 'reference_on') | indent(4) }}
    || ' on ' || reference_on || '-' || turn as enrolment_id,
    person_id,
    supplier_code as local_authority_code,
    submission_id,
    received_row_id,
    setting_id,
    setting_sector,
    census_term_code,
    reference_on as census_taken_on,
    received_for_month as month_starting_on,
    enrolment_status_code,
    year_group_code,
    sen_provision_code,
    {{ sen_provision('sen_provision_code') | indent(4) }} as sen_provision,
    primary_need_code,
    coalesce(ethnicity_code, spring_ethnicity_code) as ethnicity_code,
    coalesce(is_part_time, false) as is_part_time,
    -- DfE: a pupil at two schools is counted at the main one, never at the subsidiary.
    coalesce(enrolment_status_code, 'C') in ('C', 'M') as is_counted_on_roll
from joined
