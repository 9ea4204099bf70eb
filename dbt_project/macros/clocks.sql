{#
    The last day on which a step is in time where the law gives weeks: calendar weeks, whichever
    days of them are holidays, and the day itself counts ("within"). Day 0 is `day`.
#}
{% macro due_after_weeks(day, weeks) -%}
    cast({{ day }} + {{ 7 * weeks }} as date)
{%- endmacro %}

{# Whether something was done on or before the day it was due: never null, for undone is not in time. #}
{% macro is_done_by(done_on, due_on) -%}
    coalesce({{ done_on }} <= {{ due_on }}, false)
{%- endmacro %}

{#
    Whether a day lies in the period in which the time limits of an assessment could give way to "as
    soon as reasonably practicable": The Special Educational Needs and Disability (Coronavirus)
    (Amendment) Regulations 2020 (SI 2020/471), 1 May to 25 September 2020, both days within.
#}
{% macro is_in_covid_period(day) -%}
    coalesce({{ day }} between date '2020-05-01' and date '2020-09-25', false)
{%- endmacro %}

{#
    The day of the anniversary so many months later: the same day of the month, or the month's last
    day where it has no such day, so that 12 months after 29 February end on 28 February. Children
    and Families Act 2014 s. 44: a plan is reviewed in every period of 12 months.
#}
{% macro anniversary(day, months) -%}
    cast({{ day }} + interval {{ months }} month as date)
{%- endmacro %}

{#
    The working day that so many working days after a day lead to: Monday to Friday less England's
    bank holidays, where day 0 is the day itself, whatever day it is. Null outside the years whose
    bank holidays are listed: unknown is not late.
#}
{% macro working_days_after(day, working_days) -%}
    (
        select min(working_days_reached.day_on)
        from {{ ref('dim_working_days') }} as working_days_begun
        inner join {{ ref('dim_working_days') }} as working_days_reached
            on working_days_begun.working_day_number + {{ working_days }} = working_days_reached.working_day_number
        where working_days_begun.day_on = {{ day }} and working_days_reached.is_working_day
    )
{%- endmacro %}

{# SEND Regulations 2014 reg. 15: a plan that moves is handed over within 15 working days at the most. #}
{% macro plan_handed_over_by(day) -%}
    {{ working_days_after(day, 15) }}
{%- endmacro %}

{# The calendar year in which a day's school year ends: it runs from 1 September to 31 August. #}
{% macro school_year_ending(day) -%}
    year({{ day }} + interval 4 month)
{%- endmacro %}

{#
    SEND Regulations 2014 reg. 18: a child or young person who moves from one phase to another has
    the amended plan by 31 March of the year of the move where it is from secondary school to a
    post-16 institution, and by 15 February in any other case.
#}
{% macro transfer_due_on(year_of_move, is_post_16) -%}
    case
        when {{ is_post_16 }} then make_date({{ year_of_move }}, 3, 31)
        else make_date({{ year_of_move }}, 2, 15)
    end
{%- endmacro %}
