{{ weekly_pupils('M59', numerator='1', denominator='1', considered='has_risk_form') }}
