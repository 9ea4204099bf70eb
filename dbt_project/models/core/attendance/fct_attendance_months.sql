-- The only model that reads the marks, and once: millions of them become one row per pupil, school
-- and month, and only those are joined. A mark's month is that of its day, whatever it was sent for.
with marks as (

    select * from {{ ref('stg_daily_attendance__sessions') }}

),

codes as (

    select
        code as attendance_code,
        "group" <> 'not_possible' as is_possible,
        "group" in ('present', 'approved_educational_activity') as is_attended,
        "group" = 'authorised_absence' as is_authorised_absence,
        "group" = 'unauthorised_absence' as is_unauthorised_absence
    from {{ ref('attendance_codes') }}

),

people as (

    select * from {{ ref('int_people_by_upn') }}

),

told_people as (

    select * from {{ ref('dim_people') }}

),

at_school as (

    select * from {{ ref('int_school_people_by_month') }}

),

settings as (

    select * from {{ ref('dim_settings') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

counted as (

    select
        marks.upn,
        marks.urn,
        cast(date_trunc('month', marks.session_on) as date) as month_starting_on,
        min(marks.submission_id) as submission_id,
        count(*) filter (codes.is_possible) as possible_session_count,
        count(*) filter (codes.is_attended) as attended_session_count,
        count(*) filter (codes.is_authorised_absence) as authorised_absence_count,
        count(*) filter (codes.is_unauthorised_absence) as unauthorised_absence_count,
        count(*) filter (marks.attendance_code = 'L') as late_session_count,
        count(*) filter (marks.attendance_code = 'C2') as reduced_timetable_session_count
    from marks
    left join codes on marks.attendance_code = codes.attendance_code
    group by marks.upn, marks.urn, cast(date_trunc('month', marks.session_on) as date)

),

pupil_months as (

    select
        people.person_id,
        counted.*,
        settings.setting_id,
        coalesce(settings.setting_sector, 'Unknown') as setting_sector,
        -- Who is linked to nobody has an identifier of the month only: their place among such.
        dense_rank() over unlinked as place_among_unlinked,
        dense_rank() over unlisted as place_among_unlisted,
        sum(counted.possible_session_count) over so_far as year_possible_session_count,
        sum(counted.authorised_absence_count + counted.unauthorised_absence_count)
            over so_far
            as year_absent_session_count
    from counted
    left join people on counted.upn = people.upn
    left join settings on counted.urn = settings.urn
    window
        unlinked as (partition by counted.month_starting_on, people.person_id is null order by counted.upn),
        unlisted as (partition by counted.month_starting_on, settings.setting_id is null order by counted.urn),
        -- The school year so far, up to and with the month: a pupil's time at one school.
        so_far as (
            partition by counted.upn, counted.urn, {{ school_year('counted.month_starting_on') }}
            order by counted.month_starting_on
        )

),

joined as (

    select
        pupil_months.*,
        coalesce(pupil_months.person_id, 'unlinked ' || pupil_months.place_among_unlinked) as pupil,
        coalesce(pupil_months.setting_id, 'unlisted ' || pupil_months.place_among_unlisted) as setting,
        home.local_authority_code,
        case
            when pupil_months.person_id is null then 'Not linked'
            else coalesce(at_school.sen_provision, 'Not in the school census')
        end as sen_provision,
        coalesce(
            at_school.is_part_time
            and {{ age_at_school_year('told_people.birth_month_starting_on', 'pupil_months.month_starting_on') }} >= 5,
            false
        ) as is_part_time_at_school_age
    from pupil_months
    cross join home
    left join told_people on pupil_months.person_id = told_people.person_id
    left join at_school
        on
            pupil_months.person_id = at_school.person_id
            and pupil_months.month_starting_on = at_school.month_starting_on

)

select
    pupil || '-' || setting || ' in ' || month_starting_on as attendance_month_id,
    person_id,
    local_authority_code,
    submission_id,
    -- A month is made of some forty lines: their delivery and the pupil lead to them.
    cast(null as varchar) as received_row_id,
    setting_id,
    setting_sector,
    sen_provision,
    month_starting_on,
    possible_session_count,
    attended_session_count,
    authorised_absence_count,
    unauthorised_absence_count,
    late_session_count,
    reduced_timetable_session_count,
    cast(year_possible_session_count as bigint) as year_possible_session_count,
    cast(year_absent_session_count as bigint) as year_absent_session_count,
    {{ is_absent_for('year_absent_session_count', 'year_possible_session_count', 10) }} as is_persistently_absent,
    {{ is_absent_for('year_absent_session_count', 'year_possible_session_count', 50) }} as is_severely_absent,
    -- Working together to improve school attendance (DfE 2024), paragraphs on part-time timetables:
    -- a pupil of compulsory school age is entitled to full-time education.
    reduced_timetable_session_count > 0 or is_part_time_at_school_age as is_on_part_time_timetable
from joined
