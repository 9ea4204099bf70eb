{{ plans_issued('M07', numerator='judged.is_plan_issued_within_20_weeks', without_exceptions=true) }}
