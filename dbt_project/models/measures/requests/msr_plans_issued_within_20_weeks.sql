{{ plans_issued('M06', numerator='judged.is_plan_issued_within_20_weeks') }}
