{#
    The plans of a month as records of a measure: every request whose assessment led to a plan that
    was issued in it. `without_exceptions` leaves out cases with a permitted exception to a limit,
    and so does `relaxed` for those of which it holds: their limit could give way in 2020. The plans of
    a whole calendar year are records of its December where `of_year` is true.
#}
{% macro plans_issued(id, numerator, without_exceptions=false, relaxed='false', of_year=false) -%}
    {%- set first_of_year = 'make_date(year(months.month_starting_on), 1, 1)' -%}
    {%- set first_day = first_of_year if of_year else 'months.month_starting_on' -%}
    {%- set is_told = 'month(months.month_starting_on) = 12' if of_year else 'true' -%}
with requests as (

    select * from {{ ref('fct_ehc_requests') }}
    where assessment_outcome_code in ('Y', 'S')

),

months as (

    {{ reported_months() }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

judged as (

    select
        requests.*,
        months.month_starting_on,
        case
            when requests.is_transferred_in then 'The plan came from another authority'
            when not requests.is_plan_issued then 'The plan follows another authority''s assessment'
            when requests.has_time_limit_exception and {{ without_exceptions }}
                then 'A permitted exception to a time limit was recorded'
            when {{ relaxed }} then 'The time limit could give way because of coronavirus'
        end as left_out_because
    from requests
    inner join months
        on
            requests.assessment_concluded_on between {{ first_day }} and months.month_ending_on
            and {{ is_told }}

),

records as (

    select
        '{{ id }}' as measure_id,
        judged.local_authority_code,
        judged.month_starting_on,
        judged.request_id as record_id,
        judged.person_id,
        judged.submission_id,
        judged.received_row_id,
        case when judged.left_out_because is null then cast({{ numerator }} as bigint) else 0 end as counted_numerator,
        cast(judged.left_out_because is null as bigint) as counted_denominator,
        judged.left_out_because,
        case
            when judged.has_time_limit_exception then 'With an exception'
            else 'Excluding exceptions'
        end as exception_basis,
        {{ weeks_to_issue('judged.days_to_issue') }} as weeks_to_issue,
        {{ of_the_person('people', ['age_group', 'sex', 'ethnicity_major']) | indent(8) }}
    from judged
    left join people
        on
            judged.person_id = people.person_id
            and judged.month_starting_on = people.month_starting_on

)

select * from records
{%- endmacro %}
