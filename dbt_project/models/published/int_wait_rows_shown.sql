with heard_of as (

    select distinct
        month_starting_on,
        items[2] as nhs_organisation
    from {{ source('shown', 'figures') }}
    where
        dataset = 'send_therapy_waits_monthly'
        and breakdown = 'list_source | nhs_organisation | therapy_service | wait_stage'

),

organisations as (

    select
        *,
        case level when 'ICB' then label || ' Integrated Care Board' else label end as published_name
    from {{ ref('nhs_organisations') }}

),

serving as (

    select * from {{ ref('local_authority_nhs_organisations') }}

),

services as (

    select label as therapy_service from {{ ref('therapy_services') }}

),

stages as (

    select label as wait_stage from {{ ref('wait_stages') }}
    union all
    select 'Total' as wait_stage

),

-- Who is shown: each authority's boards and providers, and England beside them.
named as (

    select
        serving.local_authority_code,
        organisations.published_name as nhs_organisation,
        organisations.level
    from serving
    inner join organisations on serving.nhs_organisation_code = organisations.code
    union all
    select
        null as local_authority_code,
        published_name as nhs_organisation,
        level
    from organisations
    where level = 'National'

),

-- An area appears once one of its boards or providers has a figure in the month.
heard as (

    select distinct
        named.local_authority_code,
        heard_of.month_starting_on
    from heard_of
    inner join named on heard_of.nhs_organisation = named.nhs_organisation

),

shown as (

    select * from named
    union all
    select distinct
        local_authority_code,
        'Total' as nhs_organisation,
        'Total' as level
    from named
    where local_authority_code is not null

),

-- Every row that could be there, so that a missing figure is an x and not a gap.
grid as (

    select
        shown.local_authority_code,
        heard.month_starting_on,
        'National return' as list_source,
        shown.nhs_organisation,
        services.therapy_service,
        'Total' as wait_stage,
        'Incomplete' as wait_basis
    from shown
    inner join heard on shown.local_authority_code is not distinct from heard.local_authority_code
    cross join services
    union all
    select
        shown.local_authority_code,
        heard.month_starting_on,
        'Provider list' as list_source,
        shown.nhs_organisation,
        services.therapy_service,
        stages.wait_stage,
        bases.wait_basis
    from shown
    inner join heard on shown.local_authority_code is not distinct from heard.local_authority_code
    cross join services
    cross join stages
    cross join (select unnest(['Incomplete', 'Completed']) as wait_basis) as bases
    where shown.level in ('Provider', 'Total')

)

select * from grid
