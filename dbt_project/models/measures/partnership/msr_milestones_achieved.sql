{{ partnership_records(
    'M75',
    of='fct_milestones',
    record_id='milestone_id',
    numerator='cast(is_achieved_or_on_track as bigint)',
    denominator='1',
    left_out=[('not is_due', 'It is not due yet')],
    columns=['action_plan_area']
) }}
