{{ records_counted(
    id='M20',
    of=ref('fct_plan_review_months'),
    record_id='plan_in_force_id',
    where='is_amendment_outstanding',
    denominator=none,
) }}
