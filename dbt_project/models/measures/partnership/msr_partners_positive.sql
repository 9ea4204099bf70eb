{{ survey_answers('M74', 'partner_positive') }}
