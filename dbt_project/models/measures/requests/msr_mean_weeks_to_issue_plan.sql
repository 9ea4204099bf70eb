{{ plans_issued('M09', numerator='judged.days_to_issue') }}
