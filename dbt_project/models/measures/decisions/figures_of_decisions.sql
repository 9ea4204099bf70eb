{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_assessment_requests_received') }}
union all
{{ figures('msr_decisions_to_assess_within_6_weeks') }}
union all
{{ figures('msr_assessments_refused') }}
union all
{{ figures('msr_advice_within_6_weeks') }}
union all
{{ figures('msr_no_issue_told_within_16_weeks') }}
