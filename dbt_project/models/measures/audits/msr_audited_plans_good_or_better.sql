{{ records_counted(
    id='M25',
    of=ref('fct_plan_audits'),
    record_id='plan_audit_id',
    day='audited_on',
    numerator='judged.is_good_or_better',
    kinds={
        'audit_type': ('audit_types', 'audit_type_code'),
        'audit_agency': ('audit_agencies', 'audit_agency_code'),
    },
    people=[],
) }}
