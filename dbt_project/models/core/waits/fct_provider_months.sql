with deliveries as (

    select * from {{ ref('fct_deliveries') }}

),

organisations as (

    select * from {{ ref('nhs_organisations') }}
    where level = 'Provider'

),

serving as (

    select
        serving.local_authority_code,
        organisations.code as nhs_organisation_code,
        organisations.ods_code
    from {{ ref('local_authority_nhs_organisations') }} as serving
    inner join organisations on serving.nhs_organisation_code = organisations.code

),

serving_counts as (

    select
        local_authority_code,
        count(*) as providers_count
    from serving
    group by all

),

heard as (

    select
        deliveries.source,
        serving.local_authority_code,
        deliveries.month_starting_on,
        count(distinct serving.nhs_organisation_code) as providers_heard_count
    from deliveries
    inner join serving on deliveries.supplier_code = serving.ods_code
    group by all

),

-- A total with a silent provider would be partial: it is never made.
judged as (

    select
        heard.*,
        serving_counts.providers_count,
        heard.providers_heard_count = serving_counts.providers_count as is_every_provider_heard
    from heard
    inner join serving_counts on heard.local_authority_code = serving_counts.local_authority_code

)

select * from judged
