with pupils as (

    select * from {{ ref('stg_ehcp_weekly_return__pupils') }}

),

ratings as (

    select * from {{ ref('risk_ratings') }}

),

people as (

    select * from {{ ref('int_people_by_upn') }}

),

settings as (

    select * from {{ ref('dim_settings') }}

),

sectors as (

    select * from {{ ref('setting_sectors') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

joined as (

    select
        people.person_id,
        pupils.*,
        settings.setting_id,
        home.local_authority_code,
        -- The list of schools decides on the sector; the setting's own word where it lacks the school.
        coalesce(settings.setting_sector, sectors.label) as setting_sector,
        cast(ratings.contact_working_days as integer) as contact_working_days,
        -- A rating, and also "not yet rated", says that the form came.
        pupils.risk_form_received_on is not null or pupils.risk_rating_code is not null as has_risk_form
    from pupils
    cross join home
    left join people on pupils.upn = people.upn
    left join settings on pupils.urn = settings.urn
    left join sectors on pupils.setting_sector_code = sectors.code
    left join ratings on pupils.risk_rating_code = ratings.code

),

clocked as (

    select
        *,
        -- Working days between contacts, by rating: red 2, amber 5, green 10 (council paper of 2020).
        {{ working_days_after('joined.family_last_contacted_on', 'joined.contact_working_days') | indent(8) }}
            as family_contact_due_on
    from joined

)

select
    {{ pupil_of_the_month('person_id', 'upn', 'week_ending_on') | indent(4) }}
    || '-'
    || {{ setting_of_the_month('setting_id', 'urn', 'week_ending_on') | indent(4) }}
    || ' on ' || week_ending_on as weekly_pupil_id,
    person_id,
    local_authority_code,
    submission_id,
    received_row_id,
    setting_id,
    setting_sector,
    week_ending_on,
    cast(date_trunc('month', week_ending_on) as date) as month_starting_on,
    week_ending_on = max(week_ending_on) over (
        partition by date_trunc('month', week_ending_on)
    ) as is_last_week_of_month,
    expected_session_count,
    attended_session_count,
    coalesce(risk_rating_code, case when has_risk_form then 'U' end) as risk_rating_code,
    has_risk_form,
    family_last_contacted_on,
    family_contact_due_on,
    contact_working_days is not null as is_contact_asked_for,
    coalesce(family_contact_due_on >= week_ending_on, false) as is_contact_in_time,
    case
        when is_on_roll is false then 'The pupil is not on the setting''s roll'
        when has_ehc_plan is false then 'The setting says that the pupil has no plan'
    end as not_counted_because,
    coalesce(is_year_11_leaver, false) as is_year_11_leaver
from clocked
