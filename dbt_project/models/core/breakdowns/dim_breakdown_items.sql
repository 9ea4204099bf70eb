-- The items of each closed list: a figure of nought is a figure. Lists that are open, such as
-- providers, have the items that occur.
with sexes as (

    select 'sex' as breakdown, label as item from {{ ref('sexes') }}

),

age_groups as (

    select 'age_group' as breakdown, unnest({{ age_group_labels() }}) as item

),

ethnicities as (

    select distinct 'ethnicity_major' as breakdown, label as item from {{ ref('ethnicity_groups') }}

),

exceptions as (

    select 'exception_basis' as breakdown, unnest(['With an exception', 'Excluding exceptions']) as item

),

weeks as (

    select 'weeks_to_issue' as breakdown, unnest({{ weeks_to_issue_labels() }}) as item

),

request_sources as (

    select 'request_source' as breakdown, label as item from {{ ref('request_sources') }}

),

advice_givers as (

    select 'advice_giver' as breakdown, label as item from {{ ref('advice_givers') }}

),

primary_needs as (

    select distinct 'primary_need' as breakdown, published_label as item from {{ ref('sen_types') }}

),

placement_types as (

    select 'placement_type' as breakdown, label as item from {{ ref('plan_placement_types') }}

),

cease_reasons as (

    select 'cease_reason' as breakdown, label as item from {{ ref('plan_cease_reasons') }}

),

provisions as (

    select 'sen_provision' as breakdown, unnest({{ sen_provision_labels() }}) as item

),

sectors as (

    select 'setting_sector' as breakdown, label as item from {{ ref('setting_sectors') }}

),

ratings as (

    select 'risk_rating' as breakdown, label as item from {{ ref('risk_ratings') }}

),

wait_bands as (

    select 'wait_band' as breakdown, label as item from {{ ref('wait_bands') }}
    where code <> 'all'

),

casework as (

    select
        'casework' as breakdown,
        unnest(['In casework', 'Not in casework', 'Not linked']) as item

),

sen_statuses as (

    select
        'sen_status' as breakdown,
        unnest(['EHC plan', 'SEN support', 'No SEN', 'Unknown', 'Not linked']) as item

),

care_statuses as (

    select
        'care_status' as breakdown,
        unnest([
            'Looked after', 'Child protection plan', 'Child in need', 'No open care record', 'Not linked'
        ]) as item

),

destination_ages as (

    select 'destination_age' as breakdown, unnest(['16 and 17', '18 to 25']) as item

),

items as (

    select * from sexes
    union all
    select * from age_groups
    union all
    select * from ethnicities
    union all
    select * from exceptions
    union all
    select * from weeks
    union all
    select * from request_sources
    union all
    select * from advice_givers
    union all
    select * from primary_needs
    union all
    select * from placement_types
    union all
    select * from cease_reasons
    union all
    select * from provisions
    union all
    select * from sectors
    union all
    select * from ratings
    union all
    select * from wait_bands
    union all
    select * from casework
    union all
    select * from destination_ages
    union all
    select * from sen_statuses
    union all
    select * from care_statuses

)

select * from items
