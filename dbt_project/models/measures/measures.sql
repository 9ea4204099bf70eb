{#- Every subject's figures. -#}
{%- set waits = ['list_source', 'nhs_organisation', 'therapy_service', 'wait_stage'] -%}
select * from {{ ref('figures_of_requests') }}
union all
select * from {{ ref('figures_of_contacts') }}
union all
select * from {{ ref('figures_of_partnership') }}
union all
select * from {{ ref('figures_of_decisions') }}
union all
select * from {{ ref('figures_of_plans') }}
union all
select * from {{ ref('figures_of_schools') }}
union all
select * from {{ ref('figures_of_weekly_return') }}
union all
select * from {{ ref('figures_of_transport') }}
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
