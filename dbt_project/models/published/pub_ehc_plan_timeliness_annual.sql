{%- set dataset = dataset_of('ehc_plan_timeliness_annual', filters=['figure_source']) -%}
with cells as (

    {{ cells_of(dataset) }}

),

by_basis as (

    select
        *,
        case measure_id when 'M07y' then 'Excluding exceptions' else 'Total' end as exception_basis
    from cells

),

arranged as (

    select
        local_authority_code,
        month_starting_on,
        figure_source,
        exception_basis,
        {{ cell(dataset, 'denominator', ['M06y', 'M07y']) }} as plan_count,
        {{ cell(dataset, 'numerator', ['M06y', 'M07y']) }} as plan_within_20_weeks_count,
        {{ cell(dataset, 'value', ['M06y', 'M07y']) }} as plan_within_20_weeks_percent
    from by_basis
    group by local_authority_code, month_starting_on, figure_source, exception_basis

),

placed as (

    {{ placed_by_year('arranged', ['figure_source', 'exception_basis']) }}

)

select * from placed
