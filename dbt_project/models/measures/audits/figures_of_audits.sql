{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_audited_plans_good_or_better') }}
