{{ partnership_records(
    'M73',
    of='fct_training_attendance',
    record_id='training_id',
    numerator='training_attended_count',
    denominator='training_due_count',
    left_out=[('not is_mandatory_training', 'The course is not one that staff must take')],
    columns=['staff_agency', 'training_course']
) }}
