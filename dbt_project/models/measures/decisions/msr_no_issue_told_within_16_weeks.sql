{{ requests_of('M04', day='no_issue_told_on', numerator='judged.is_no_issue_within_16_weeks') }}
