{{
    weekly_pupils(
        'M55',
        numerator='attended_session_count',
        denominator='expected_session_count',
        considered="risk_rating_code = 'R'"
    )
}}
