{{ attendance_months('M34', numerator='is_on_part_time_timetable', denominator='1') }}
