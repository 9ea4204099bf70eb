{{ records_counted(
    id='M29b',
    of=ref('fct_complaints'),
    record_id='complaint_stage_id',
    day='complaint_received_on',
    where="not is_new_complaint",
    denominator=none,
    kinds={
        'complaint_stage': ('complaint_stages', 'complaint_stage_code'),
        'complaint_service': ('complaint_services', 'complaint_service_code'),
    },
    people=[],
) }}
