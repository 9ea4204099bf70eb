{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_autism_referrals_open_13_weeks') }}
union all
{{ figures('msr_longest_pathway_wait') }}
union all
{{ figures('msr_mean_pathway_wait') }}
