{#- Every subject's figures. -#}
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
select * from {{ ref('figures_of_reviews') }}
union all
select * from {{ ref('figures_of_disputes') }}
union all
select * from {{ ref('figures_of_audits') }}
union all
select * from {{ ref('figures_of_schools') }}
union all
select * from {{ ref('figures_of_weekly_return') }}
union all
select * from {{ ref('figures_of_transport') }}
union all
select * from {{ ref('figures_of_waits') }}
union all
select * from {{ ref('figures_of_joined_waits') }}
union all
select * from {{ ref('figures_of_pathway') }}
union all
select * from {{ ref('figures_of_care') }}
union all
select * from {{ ref('figures_of_destinations') }}
union all
select * from {{ ref('figures_of_years') }}
