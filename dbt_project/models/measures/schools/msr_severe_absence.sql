{{
    attendance_months(
        'M33',
        numerator='is_severely_absent',
        denominator='1',
        left_out=has_no_session_this_year('attendance')
    )
}}
