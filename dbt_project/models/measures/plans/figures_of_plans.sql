{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_plans_issued_within_20_weeks_without_exceptions_or_covid') }}
union all
{{ figures('msr_plans_maintained') }}
union all
{{ figures('msr_new_plans') }}
union all
{{ figures('msr_plans_transferred_in') }}
union all
{{ figures('msr_plans_ceased') }}
union all
{{ figures('msr_primary_needs_of_plans') }}
union all
{{ figures('msr_plans_in_mainstream') }}
union all
{{ figures('msr_placements_of_plans') }}
