{{ records_counted(
    id='M30b',
    of=ref('fct_complaints'),
    record_id='complaint_stage_id',
    day='complaint_responded_on',
    numerator='judged.is_complaint_upheld',
    left_out="case when facts.is_complaint_withdrawn then 'The complaint was withdrawn' end",
    kinds={
        'complaint_stage': ('complaint_stages', 'complaint_stage_code'),
        'complaint_service': ('complaint_services', 'complaint_service_code'),
    },
    people=[],
) }}
