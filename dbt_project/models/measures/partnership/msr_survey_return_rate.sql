{{ partnership_records(
    'M70b',
    of='fct_survey_answers',
    record_id='survey_answer_id',
    numerator='survey_returned_count',
    denominator='survey_sent_count',
    left_out=[
        ('is_anonymous_survey', 'The survey is anonymous: nobody knows who was asked'),
        ('survey_sent_count is null', 'How many were sent is not said'),
    ],
    columns=['survey_audience'],
    only='is_first_question'
) }}
