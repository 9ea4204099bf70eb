{{ records_counted(
    id='M18',
    of=ref('fct_plan_reviews'),
    record_id='plan_review_id',
    day='review_decision_due_on',
    numerator='judged.is_review_decided_within_4_weeks',
) }}
