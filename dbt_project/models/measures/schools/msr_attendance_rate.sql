{{
    attendance_months(
        'M31',
        numerator='attended_session_count',
        denominator='possible_session_count',
        left_out="case when attendance.possible_session_count = 0 then 'No session was possible' end"
    )
}}
