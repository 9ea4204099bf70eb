{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_children_waiting_by_casework') }}
union all
{{ figures('msr_children_waiting_by_group') }}
union all
{{ figures('msr_mean_wait_by_group') }}
union all
{{ figures('msr_over_18_weeks_by_group') }}
