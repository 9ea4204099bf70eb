with waits as (

    select * from {{ ref('fct_therapy_waits') }}

),

organisations as (

    select * from {{ ref('nhs_organisations') }}

),

serving as (

    select serving.*
    from {{ ref('local_authority_nhs_organisations') }} as serving
    inner join organisations on serving.nhs_organisation_code = organisations.code
    where organisations.level = 'Provider'

),

services as (

    select * from {{ ref('therapy_services') }}

),

stages as (

    select * from {{ ref('wait_stages') }}

),

expected as (

    select
        local_authority_code,
        count(*) as provider_count
    from serving
    group by all

),

heard as (

    select
        serving.local_authority_code,
        waits.month_starting_on,
        count(distinct waits.nhs_organisation_code) as provider_count
    from serving
    inner join waits on serving.nhs_organisation_code = waits.nhs_organisation_code
    group by all

),

-- A total with a silent provider would be partial: it is not made at all.
whole_months as (

    select heard.*
    from heard
    inner join expected using (local_authority_code, provider_count)

),

by_organisation as (

    select
        cast(null as varchar) as local_authority_code,
        organisations.label as nhs_organisation,
        waits.*
    from waits
    inner join organisations on waits.nhs_organisation_code = organisations.code

),

by_authority as (

    select
        serving.local_authority_code,
        'Total' as nhs_organisation,
        waits.*
    from waits
    inner join serving on waits.nhs_organisation_code = serving.nhs_organisation_code
    inner join whole_months
        on
            serving.local_authority_code = whole_months.local_authority_code
            and waits.month_starting_on = whole_months.month_starting_on

),

by_either as (

    select * from by_organisation
    union all
    select * from by_authority

),

by_stage as (

    select
        by_either.*,
        stages.label as wait_stage
    from by_either
    inner join stages on by_either.wait_stage_code = stages.code
    union all
    select
        by_either.*,
        'Total' as wait_stage
    from by_either

),

labelled as (

    select
        by_stage.local_authority_code,
        by_stage.month_starting_on,
        'Provider list' as list_source,
        by_stage.nhs_organisation,
        services.label as therapy_service,
        by_stage.wait_stage,
        by_stage.is_on_list,
        by_stage.is_seen_in_month,
        by_stage.days_waited
    from by_stage
    inner join services on by_stage.therapy_service_code = services.code

)

select * from labelled
