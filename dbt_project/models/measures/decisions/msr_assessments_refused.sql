{{ requests_of('M02b', day='request_decided_on', of='is_decided', numerator='judged.is_assessment_refused') }}
