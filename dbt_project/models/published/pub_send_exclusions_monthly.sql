{%- set dataset = dataset_of('send_exclusions_monthly', filters=['sen_provision']) -%}
with cells as (

    {{ cells_of(dataset) }}

),

arranged as (

    select
        local_authority_code,
        month_starting_on,
        sen_provision,
        {{ cell(dataset, 'denominator', 'M35') }} as pupil_count,
        {{ cell(dataset, 'numerator', 'M35') }} as suspension_count,
        {{ cell(dataset, 'value', 'M35') }} as suspension_percent,
        {{ cell(dataset, 'numerator', 'M36') }} as permanent_exclusion_count,
        {{ cell(dataset, 'value', 'M36') }} as permanent_exclusion_percent
    from cells
    group by local_authority_code, month_starting_on, sen_provision

),

placed as (

    {{ placed_by_month('arranged', ['sen_provision']) }}

)

select * from placed
