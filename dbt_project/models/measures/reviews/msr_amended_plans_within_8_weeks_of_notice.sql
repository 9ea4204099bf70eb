{{ records_counted(
    id='M19b',
    of=ref('fct_plan_reviews'),
    record_id='plan_review_id',
    day='amended_plan_due_after_notice_on',
    where="is_amendment_notified",
    numerator='judged.is_amended_within_8_weeks_of_notice',
) }}
