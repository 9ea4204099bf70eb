{{ weekly_pupils('M57', numerator='cast(has_risk_form as bigint)', denominator='1') }}
