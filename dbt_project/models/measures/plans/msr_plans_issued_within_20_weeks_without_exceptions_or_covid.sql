{{ plans_issued(
    'M07c',
    numerator='judged.is_plan_issued_within_20_weeks',
    without_exceptions=true,
    relaxed='requests.is_covid_relaxed',
) }}
