{{ records_counted(
    id='M21',
    of=ref('fct_phase_transfers'),
    record_id='phase_transfer_id',
    denominator=none,
    kinds={'transfer_phase': ('transfer_phases', 'transfer_phase_code')},
) }}
