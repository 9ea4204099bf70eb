{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_assessments_open_over_20_weeks') }}
union all
{{ figures('msr_plans_issued_within_20_weeks') }}
union all
{{ figures('msr_plans_issued_within_20_weeks_without_exceptions') }}
union all
{{ figures('msr_plans_issued_by_weeks_taken') }}
union all
{{ figures('msr_mean_weeks_to_issue_plan') }}
union all
{{ figures('msr_median_weeks_to_issue_plan') }}
