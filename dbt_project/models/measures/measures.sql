{#- One line for each measure: a measure without its line is caught by a house test. -#}
{%- set waits = ['list_source', 'nhs_organisation', 'therapy_service', 'wait_stage'] -%}
{{ in_common_shape(ref('msr_assessments_open_over_20_weeks'), []) }}
union all
{{ in_common_shape(ref('msr_plans_issued_within_20_weeks'), []) }}
union all
{{ in_common_shape(ref('msr_plans_issued_within_20_weeks_without_exceptions'), []) }}
union all
{{ in_common_shape(ref('msr_plans_issued_by_weeks_taken'), ['exception_basis', 'weeks_to_issue']) }}
union all
{{ in_common_shape(ref('msr_weeks_to_issue_plan'), ['exception_basis', 'statistic']) }}
union all
{{ in_common_shape(ref('msr_children_waiting'), waits) }}
union all
{{ in_common_shape(ref('msr_mean_wait_of_those_waiting'), waits) }}
union all
{{ in_common_shape(ref('msr_mean_wait_of_those_seen'), waits) }}
union all
{{ in_common_shape(ref('msr_longest_wait'), waits) }}
union all
{{ in_common_shape(ref('msr_wait_95th_percentile'), waits) }}
union all
{{ in_common_shape(ref('msr_children_waiting_by_band'), waits + ['wait_band']) }}
union all
{{ in_common_shape(ref('msr_children_waiting_by_casework'), ['nhs_organisation', 'therapy_service', 'casework']) }}
