{#
    One record of a measure per pupil, school and month with marks. `numerator` and `denominator`
    are amounts of it; `left_out` says why it counts in neither.
#}
{% macro attendance_months(id, numerator, denominator, left_out='cast(null as varchar)') -%}
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
        {{ left_out }} as left_out_because
    from attendance
    inner join months on attendance.month_starting_on = months.month_starting_on

),

records as (

    select
        '{{ id }}' as measure_id,
        judged.local_authority_code,
        judged.month_starting_on,
        judged.attendance_month_id as record_id,
        judged.person_id,
        judged.submission_id,
        judged.received_row_id,
        case when judged.left_out_because is null then cast({{ numerator }} as bigint) else 0 end as counted_numerator,
        case when judged.left_out_because is null then cast({{ denominator }} as bigint) else 0 end as counted_denominator,
        judged.left_out_because,
        judged.setting_sector,
        judged.sen_provision,
        {{ of_the_person('people', ['age_group', 'sex', 'ethnicity_major']) | indent(8) }}
    from judged
    left join people
        on
            judged.person_id = people.person_id
            and judged.month_starting_on = people.month_starting_on

)

select * from records
{%- endmacro %}

{# Why a pupil counts neither as absent nor as present over the school year so far. #}
{% macro has_no_session_this_year(attendance) -%}
    case
        when {{ attendance }}.year_possible_session_count = 0
            then 'No session was possible so far in the school year'
    end
{%- endmacro %}
