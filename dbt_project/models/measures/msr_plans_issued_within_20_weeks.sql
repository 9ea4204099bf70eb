{{ measure(
    id='M06',
    of=ref('fct_ehc_requests'),
    month='plan_issued_on',
    numerator='is_plan_issued_within_20_weeks',
    denominator='is_plan_issued',
) }}
