{{ partnership_records(
    'M71',
    of='fct_local_offer_visits',
    record_id="strftime(month_starting_on, '%Y-%m')",
    numerator='local_offer_session_count'
) }}
