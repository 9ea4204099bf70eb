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

)

select * from items
