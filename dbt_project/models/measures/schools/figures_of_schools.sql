{#- One line for each measure: a measure without its line is caught by a house test. -#}
{{ figures('msr_attendance_rate') }}
union all
{{ figures('msr_fixed_period_exclusion_rate') }}
union all
{{ figures('msr_lunchtime_suspension_rate') }}
union all
{{ figures('msr_part_time_timetables') }}
union all
{{ figures('msr_permanent_exclusion_rate') }}
union all
{{ figures('msr_persistent_absence') }}
union all
{{ figures('msr_severe_absence') }}
union all
{{ figures('msr_suspension_rate') }}
