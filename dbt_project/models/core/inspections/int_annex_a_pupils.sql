-- What the last school census by each month tells of a child: the main school, and the phase of a
-- second one.
with months as (

    select * from {{ ref('int_annex_a_months') }}

),

enrolments as (

    select * from {{ ref('fct_school_enrolments') }}
    where person_id is not null

),

year_groups as (

    select * from {{ ref('year_groups') }}

),

turned as (

    select
        months.month_starting_on,
        enrolments.local_authority_code,
        enrolments.person_id,
        enrolments.submission_id,
        enrolments.received_row_id,
        enrolments.setting_id,
        enrolments.sen_provision_code,
        enrolments.primary_need_code,
        enrolments.ethnicity_code,
        case
            when year_groups.age_on_31_august < 4 then 'Early years'
            when year_groups.age_on_31_august < 11 then 'Primary'
            when year_groups.age_on_31_august < 16 then 'Secondary'
            when year_groups.age_on_31_august >= 16 then 'Post-16'
        end as setting_phase,
        row_number() over (
            partition by months.month_starting_on, enrolments.person_id
            order by enrolments.is_counted_on_roll desc, enrolments.enrolment_id asc
        ) as turn
    from enrolments
    inner join months
        on
            enrolments.local_authority_code = months.local_authority_code
            and enrolments.month_starting_on = months.census_month_starting_on
    left join year_groups on enrolments.year_group_code = year_groups.code

),

second_schools as (

    select * from turned
    where turn = 2

)

select
    turned.month_starting_on,
    turned.local_authority_code,
    turned.person_id,
    turned.submission_id,
    turned.received_row_id,
    turned.setting_id as urn,
    turned.setting_phase as main_setting_phase,
    second_schools.setting_phase as second_setting_phase,
    turned.sen_provision_code,
    turned.primary_need_code,
    turned.ethnicity_code
from turned
left join second_schools
    on
        turned.person_id = second_schools.person_id
        and turned.month_starting_on = second_schools.month_starting_on
where turned.turn = 1
