{{ young_people('M61b', counts='is_not_known', not_of_the_cohort=not_marked()) }}
