{{ pathway_waits('M45', numerator='judged.is_open_13_weeks', only_autism=true) }}
