{{ survey_answers('M70', 'satisfied') }}
