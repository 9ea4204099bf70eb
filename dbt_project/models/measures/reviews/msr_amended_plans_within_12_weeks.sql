{{ records_counted(
    id='M19',
    of=ref('fct_plan_reviews'),
    record_id='plan_review_id',
    day='amended_plan_due_on',
    where="is_amendment_decided or not is_review_decided",
    numerator='judged.is_amended_within_12_weeks',
    left_out="case when not facts.is_amendment_decided then 'The review is not decided' end",
) }}
