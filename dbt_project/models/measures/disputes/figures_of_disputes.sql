{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_appeals_registered') }}
union all
{{ figures('msr_appeal_rate') }}
union all
{{ figures('msr_mediation_taken_up') }}
union all
{{ figures('msr_mediation_agreed') }}
union all
{{ figures('msr_complaints_received') }}
union all
{{ figures('msr_complaints_taken_further') }}
union all
{{ figures('msr_complaints_satisfactorily_dealt_with') }}
union all
{{ figures('msr_complaints_upheld') }}
