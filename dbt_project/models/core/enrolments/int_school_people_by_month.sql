-- What the latest census known by a month's end says of each pupil; whoever is in no census of the
-- last year has no row.
with enrolments as (

    select * from {{ ref('fct_school_enrolments') }}
    where person_id is not null

),

months as (

    select * from {{ ref('months') }}

),

-- The main school before a second one.
told as (

    select
        enrolments.person_id,
        months.month_starting_on,
        enrolments.sen_provision,
        enrolments.setting_sector,
        enrolments.is_part_time,
        row_number() over (
            partition by enrolments.person_id, months.month_starting_on
            order by
                enrolments.month_starting_on desc,
                enrolments.is_counted_on_roll desc,
                enrolments.enrolment_id asc
        ) as turn
    from enrolments
    inner join months
        on
            enrolments.month_starting_on <= months.month_starting_on
            and enrolments.month_starting_on + interval 12 month > months.month_starting_on

)

select
    person_id,
    month_starting_on,
    sen_provision,
    setting_sector,
    is_part_time
from told
where turn = 1
