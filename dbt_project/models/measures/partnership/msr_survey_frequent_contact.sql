{{ survey_answers('M70c', 'frequent_contact') }}
