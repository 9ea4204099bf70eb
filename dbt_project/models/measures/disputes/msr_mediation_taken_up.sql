{{ records_counted(
    id='M28b',
    of=ref('fct_mediations'),
    record_id='mediation_id',
    day='mediation_requested_on',
    numerator='judged.is_mediation_held',
) }}
