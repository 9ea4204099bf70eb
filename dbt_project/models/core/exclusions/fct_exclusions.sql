with exclusions as (

    select * from {{ ref('stg_exclusion_log__exclusions') }}

),

people as (

    select * from {{ ref('int_people_by_upn') }}

),

settings as (

    select * from {{ ref('dim_settings') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

joined as (

    select
        people.person_id,
        exclusions.*,
        settings.setting_id,
        coalesce(settings.setting_sector, 'Unknown') as setting_sector,
        home.local_authority_code
    from exclusions
    cross join home
    left join people on exclusions.upn = people.upn
    left join settings on exclusions.urn = settings.urn

)

select
    {{ pupil_of_the_month('person_id', 'upn', 'excluded_on') | indent(4) }}
    || '-'
    || {{ setting_of_the_month('setting_id', 'urn', 'excluded_on') | indent(4) }}
    || ' on ' || excluded_on || '-' || exclusion_category_code as exclusion_id,
    person_id,
    local_authority_code,
    submission_id,
    received_row_id,
    setting_id,
    setting_sector,
    excluded_on,
    exclusion_category_code,
    exclusion_reason_1_code,
    excluded_session_count,
    -- Provision as the record says it was then, not as it is now.
    {{ sen_provision('sen_provision_code') | indent(4) }} as sen_provision,
    exclusion_status_code,
    notified_on,
    -- The School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012: what the head
    -- teacher withdrew, the governing board reinstated or a review quashed does not stand.
    exclusion_status_code = 'in_force' as is_exclusion_standing
from joined
