{{ requests_of('M02', day='request_decided_on', of='is_decided', numerator='judged.is_decided_within_6_weeks') }}
