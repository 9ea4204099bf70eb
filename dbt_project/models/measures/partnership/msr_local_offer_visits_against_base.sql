{{ partnership_records(
    'M71b',
    of='fct_local_offer_visits',
    record_id="strftime(month_starting_on, '%Y-%m')",
    numerator='local_offer_session_count',
    denominator='base_session_count',
    left_out=[('base_session_count is null', 'It lies before the month that visits are compared with')],
    is_part=false
) }}
