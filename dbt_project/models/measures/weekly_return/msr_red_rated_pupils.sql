{{
    weekly_pupils(
        'M54',
        numerator='1',
        denominator='null',
        considered="risk_rating_code = 'R' and is_last_week_of_month"
    )
}}
