{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_family_contact_compliance') }}
union all
{{ figures('msr_red_rated_attendance') }}
union all
{{ figures('msr_red_rated_pupils') }}
union all
{{ figures('msr_red_rated_pupils_by_week') }}
union all
{{ figures('msr_risk_forms_received') }}
union all
{{ figures('msr_risk_ratings') }}
union all
{{ figures('msr_setting_engagement') }}
union all
{{ figures('msr_weekly_attendance') }}
