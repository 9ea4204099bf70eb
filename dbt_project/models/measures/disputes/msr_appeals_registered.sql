{{ records_counted(
    id='M27',
    of=ref('fct_appeals'),
    record_id='appeal_id',
    day='appeal_registered_on',
    denominator=none,
    kinds={'appeal_type': ('appeal_types', 'appeal_type_code')},
) }}
