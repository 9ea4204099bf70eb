{{
    attendance_months(
        'M32',
        numerator='is_persistently_absent',
        denominator='1',
        left_out=has_no_session_this_year('attendance')
    )
}}
