{{ partnership_records(
    'M75b',
    of='fct_milestones',
    record_id='milestone_id',
    numerator='1',
    denominator='1',
    left_out=[('not is_due', 'It is not due yet')],
    columns=['milestone_status']
) }}
