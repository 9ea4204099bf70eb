{{ young_people('M60', counts='is_neet', not_of_the_cohort=without_a_plan()) }}
