{{ young_people('M61', counts='is_not_known', not_of_the_cohort=without_a_plan()) }}
