{{ records_counted(
    id='M30',
    of=ref('fct_complaints'),
    record_id='complaint_stage_id',
    day='complaint_responded_on',
    numerator='judged.is_complaint_answered_in_time and not judged.is_escalated_within_20_working_days',
    left_out="case
        when facts.complaint_stage_code = 'ombudsman' then 'The ombudsman answers at this stage'
        when facts.is_complaint_withdrawn then 'The complaint was withdrawn'
        when facts.complaint_response_due_on is null then 'No day was set for the answer'
    end",
    kinds={
        'complaint_stage': ('complaint_stages', 'complaint_stage_code'),
        'complaint_service': ('complaint_services', 'complaint_service_code'),
    },
    people=[],
) }}
