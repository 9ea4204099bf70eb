with surveys as (

    select * from {{ ref('stg_partnership_returns__surveys') }}

),

audiences as (

    select * from {{ ref('survey_audiences') }}

),

states as (

    select * from {{ ref('fct_partnership_return_states') }}
    where partnership_return_code = 'surveys'

),

numbered as (

    select
        *,
        row_number() over (
            partition by submission_id, survey_name, survey_audience_code
            order by survey_question_code
        ) as place
    from surveys

)

select
    concat_ws(
        ' | ',
        strftime(states.month_starting_on, '%Y-%m'),
        numbered.survey_name,
        numbered.survey_audience_code,
        numbered.survey_question_code
    ) as survey_answer_id,
    states.local_authority_code,
    states.month_starting_on,
    numbered.survey_name,
    numbered.survey_audience_code,
    audiences.label as survey_audience,
    numbered.survey_question_code,
    numbered.is_anonymous_survey,
    numbered.survey_sent_count,
    numbered.survey_returned_count,
    numbered.survey_answered_count,
    numbered.survey_positive_count,
    -- A form is sent and returned once, however many questions it asks.
    numbered.place = 1 as is_first_question,
    states.is_told as is_of_a_month_told,
    numbered.submission_id,
    numbered.received_row_id
from numbered
inner join states on numbered.submission_id = states.submission_id
left join audiences on numbered.survey_audience_code = audiences.code
