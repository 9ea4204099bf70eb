with attendance as (

    select * from {{ ref('fct_attendance_months') }}

),

months as (

    {{ reported_months() }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

judged as (

    select
        attendance.*,
        case when attendance.possible_session_count = 0 then 'No session was possible' end as left_out_because
    from attendance
    inner join months on attendance.month_starting_on = months.month_starting_on

),

records as (

    select
        {{ considered('M31c', 'judged', 'attendance_month_id') | indent(8) }},
        {{ counted(
            'judged.left_out_because', 'judged.attended_session_count', 'judged.possible_session_count'
        ) | indent(8) }},
        {{ of_the_person('people', ['sen_status', 'care_status']) | indent(8) }}
    from judged
    left join people
        on
            judged.person_id = people.person_id
            and judged.month_starting_on = people.month_starting_on

)

select * from records
