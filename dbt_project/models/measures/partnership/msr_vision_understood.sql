{{ survey_answers('M72', 'vision_understood') }}
