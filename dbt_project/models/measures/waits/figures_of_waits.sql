{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_children_waiting') }}
union all
{{ figures('msr_mean_wait_of_those_waiting') }}
union all
{{ figures('msr_mean_wait_of_those_seen') }}
union all
{{ figures('msr_longest_wait') }}
union all
{{ figures('msr_wait_95th_percentile') }}
union all
{{ figures('msr_children_waiting_by_band') }}
union all
{{ figures('msr_children_waiting_over_18_weeks') }}
union all
{{ figures('msr_children_waiting_over_52_weeks') }}
