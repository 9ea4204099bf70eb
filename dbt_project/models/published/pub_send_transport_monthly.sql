{%- set dataset = dataset_of('send_transport_monthly') -%}
with cells as (

    {{ cells_of(dataset) }}

),

arranged as (

    select
        local_authority_code,
        month_starting_on,
        {{ cell(dataset, 'value', 'M63') }} as mean_weekly_pupils,
        {{ cell(dataset, 'value', 'M63b') }} as mean_weekly_schools,
        {{ cell(dataset, 'value', 'M64') }} as journey_count
    from cells
    group by local_authority_code, month_starting_on

),

placed as (

    {{ placed_by_month('arranged') }}

)

select * from placed
