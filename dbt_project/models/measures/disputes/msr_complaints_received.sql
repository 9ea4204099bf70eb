{{ records_counted(
    id='M29',
    of=ref('fct_complaints'),
    record_id='complaint_stage_id',
    day='complaint_received_on',
    denominator=none,
    left_out="case when not facts.is_new_complaint then 'An earlier stage of the same complaint is in the log' end",
    kinds={
        'complaint_stage': ('complaint_stages', 'complaint_stage_code'),
        'complaint_service': ('complaint_services', 'complaint_service_code'),
    },
    people=[],
) }}
