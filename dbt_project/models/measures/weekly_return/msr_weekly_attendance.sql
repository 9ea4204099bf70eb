{{ weekly_pupils('M53', numerator='attended_session_count', denominator='expected_session_count', silent=true) }}
