{{ plans_issued('M09b', numerator='judged.days_to_issue') }}
