-- What is known, at each month's end, of the year of a child: exclusions that stand, absence, and
-- whether social care holds an open record of it, and a disability of it at any time.
with months as (

    select * from {{ ref('int_annex_a_months') }}

),

care as (

    select * from {{ ref('int_care_people_by_month') }}

),

-- Nobody else is on either list.
listed as (

    select
        month_starting_on,
        person_id
    from {{ ref('fct_plans_by_month') }}
    where person_id is not null
    union distinct
    select
        month_starting_on,
        person_id
    from {{ ref('int_annex_a_pupils') }}
    where sen_provision_code = 'K'

),

exclusions as (

    select
        months.month_starting_on,
        exclusions.person_id,
        count(*) filter (where exclusions.exclusion_category_code in ('SUSP', 'FIXD')) as suspension_count,
        count(*) filter (where exclusions.exclusion_category_code = 'PERM') as permanent_exclusion_count
    from {{ ref('fct_exclusions') }} as exclusions
    inner join months
        on
            exclusions.excluded_on <= months.month_ending_on
            and exclusions.excluded_on > months.month_ending_on - interval 12 month
    where exclusions.is_exclusion_standing
    group by all

),

attendance as (

    select
        months.month_starting_on,
        attendance.person_id,
        sum(attendance.possible_session_count) as possible_session_count,
        sum(attendance.authorised_absence_count + attendance.unauthorised_absence_count) as absent_session_count
    from {{ ref('fct_attendance_months') }} as attendance
    inner join months
        on
            attendance.month_starting_on <= months.month_starting_on
            and attendance.month_starting_on > months.month_starting_on - interval 12 month
    group by all

),

disabled as (

    select distinct person_id
    from {{ ref('fct_child_in_need_spells') }}
    where has_disability

)

select
    listed.month_starting_on,
    listed.person_id,
    coalesce(exclusions.suspension_count, 0) as suspension_count,
    coalesce(exclusions.permanent_exclusion_count, 0) as permanent_exclusion_count,
    cast(
        {{ share_half_up('attendance.absent_session_count', 'attendance.possible_session_count', 100, 1) }}
        as decimal(18, 6)
    ) as absence_percent,
    care.person_id is not null as is_known_to_social_care,
    disabled.person_id is not null as is_recorded_as_disabled
from listed
left join care
    on
        listed.person_id = care.person_id
        and listed.month_starting_on = care.month_starting_on
left join exclusions
    on
        listed.person_id = exclusions.person_id
        and listed.month_starting_on = exclusions.month_starting_on
left join attendance
    on
        listed.person_id = attendance.person_id
        and listed.month_starting_on = attendance.month_starting_on
left join disabled on listed.person_id = disabled.person_id
