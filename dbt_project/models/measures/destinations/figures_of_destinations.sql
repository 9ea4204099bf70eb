{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_young_people_marked_not_in_learning_or_work') }}
union all
{{ figures('msr_young_people_marked_not_known') }}
union all
{{ figures('msr_young_people_with_plans_not_in_learning_or_work') }}
union all
{{ figures('msr_young_people_with_plans_not_known') }}
union all
{{ figures('msr_learning_disability_in_paid_work') }}
