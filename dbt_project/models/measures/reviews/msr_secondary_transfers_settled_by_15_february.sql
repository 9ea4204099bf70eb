{{ records_counted(
    id='M22b',
    of=ref('fct_phase_transfers'),
    record_id='phase_transfer_id',
    where="is_of_month_due and transfer_phase_code = 'primary_to_secondary'",
    numerator='judged.is_transfer_plan_final_in_time',
    kinds={'transfer_phase': ('transfer_phases', 'transfer_phase_code')},
) }}
