{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_children_in_need_with_disability') }}
union all
{{ figures('msr_children_looked_after') }}
union all
{{ figures('msr_children_on_disability_register') }}
union all
{{ figures('msr_children_in_care_services_with_sen') }}
union all
{{ figures('msr_children_in_care_services_matched') }}
union all
{{ figures('msr_attendance_by_support') }}
