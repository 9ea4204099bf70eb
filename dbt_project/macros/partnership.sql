{#
    Rows of the partnership's small returns as records of a measure. `left_out` are the measure's own
    reasons, tried in order; a return that was not told, and a part greater than its whole, count nowhere.
#}
{%- macro partnership_records(
    id, of, record_id, numerator, denominator=none, left_out=[], columns=[], only='true', is_part=true
) -%}
    {%- set untold = [
        'not facts.is_of_a_month_told',
        'The partnership says that this return is still to come or was not collected'
    ] -%}
    {%- set too_many = [numerator ~ ' > ' ~ denominator, 'More are counted above the line than below it'] -%}
    {%- set reasons = [untold] + left_out + ([too_many] if denominator is not none and is_part else []) -%}
with facts as (

    select * from {{ ref(of) }}
    where {{ only }}

),

months as (

    {{ reported_months() }}

),

judged as (

    select
        facts.*,
        {{ first_reason(reasons) }} as left_out_because
    from facts
    inner join months on facts.month_starting_on = months.month_starting_on

),

records as (

    select
        '{{ id }}' as measure_id,
        local_authority_code,
        month_starting_on,
        {{ record_id }} as record_id,
        cast(null as varchar) as person_id,
        submission_id,
        received_row_id,
        case when left_out_because is null then cast({{ numerator }} as bigint) else 0 end as counted_numerator,
        {{ amount_below(denominator) }} as counted_denominator,
        {{ (['left_out_because'] + columns) | join(', ') }}
    from judged

)

select * from records
{%- endmacro -%}

{# The first reason whose condition holds; nothing where none does. #}
{%- macro first_reason(reasons) -%}
    case{% for reason in reasons %} when {{ reason[0] }} then '{{ reason[1] }}'{% endfor %} end
{%- endmacro -%}

{# The amount below the line: nothing for a plain count, nought for what is left out. #}
{%- macro amount_below(denominator) -%}
    {%- if denominator is none -%}
        cast(null as bigint)
    {%- else -%}
        case when left_out_because is null then cast({{ denominator }} as bigint) else 0 end
    {%- endif -%}
{%- endmacro -%}

{# How a survey's answers to one question are counted. #}
{% macro survey_answers(id, question) -%}
    {{ return(partnership_records(
        id,
        of='fct_survey_answers',
        record_id='survey_answer_id',
        numerator='survey_positive_count',
        denominator='survey_answered_count',
        columns=['survey_audience'],
        only="survey_question_code = '" ~ question ~ "'"
    )) }}
{%- endmacro %}
