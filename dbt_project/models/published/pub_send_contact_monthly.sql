{%- set dataset = dataset_of('send_contact_monthly', filters=['contact_team']) -%}
with cells as (

    {{ cells_of(dataset) }}

),

-- Helplines and outreach teams count alike and are never added.
by_kind as (

    select
        *,
        case when measure_id like 'M68%' then 'Helplines' else 'Outreach teams' end as contact_kind
    from cells

),

arranged as (

    select
        local_authority_code,
        month_starting_on,
        contact_kind,
        contact_team,
        {{ cell(dataset, 'value', ['M68', 'M69']) }} as contact_count,
        {{ cell(dataset, 'value', ['M68y', 'M69y']) }} as contact_since_april_count
    from by_kind
    group by local_authority_code, month_starting_on, contact_kind, contact_team

),

placed as (

    {{ placed_by_month('arranged', ['contact_kind', 'contact_team']) }}

)

select * from placed
