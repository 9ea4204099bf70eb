{{ weekly_pupils('M54w', numerator='1', denominator='null', considered="risk_rating_code = 'R'") }}
