{{ young_people('M62', counts='is_in_paid_work', not_of_the_cohort=without_a_known_learning_disability()) }}
