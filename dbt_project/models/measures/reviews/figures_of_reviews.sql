{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_annual_reviews_held') }}
union all
{{ figures('msr_annual_reviews_overdue') }}
union all
{{ figures('msr_review_decisions_within_4_weeks') }}
union all
{{ figures('msr_amended_plans_within_12_weeks') }}
union all
{{ figures('msr_amended_plans_within_8_weeks_of_notice') }}
union all
{{ figures('msr_plans_waiting_to_be_amended') }}
union all
{{ figures('msr_plans_before_a_phase_transfer') }}
union all
{{ figures('msr_school_transfers_settled_by_15_february') }}
union all
{{ figures('msr_secondary_transfers_settled_by_15_february') }}
union all
{{ figures('msr_post_16_transfers_settled_by_31_march') }}
