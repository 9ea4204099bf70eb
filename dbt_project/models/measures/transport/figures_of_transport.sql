{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_transport_journeys') }}
union all
{{ figures('msr_transport_weekly_pupils') }}
union all
{{ figures('msr_transport_weekly_schools') }}
