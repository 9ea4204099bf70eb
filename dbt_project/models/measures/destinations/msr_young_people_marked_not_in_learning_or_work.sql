{{ young_people('M60b', counts='is_neet', not_of_the_cohort=not_marked()) }}
