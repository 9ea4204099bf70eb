{%- set dataset = dataset_of(
    'ehc_plans_maintained_monthly', filters=['age_group', 'placement_type', 'primary_need']
) -%}
with cells as (

    {{ cells_of(dataset) }}

),

-- The parts of M13 and M15 are counts of the plans that M10 counts.
arranged as (

    select
        local_authority_code,
        month_starting_on,
        age_group,
        placement_type,
        primary_need as sen_primary_need,
        {{ cell(dataset, 'numerator', ['M10', 'M13', 'M15']) }} as plan_count,
        {{ cell(dataset, 'value', ['M13', 'M15']) }} as plan_percent,
        {{ cell(dataset, 'numerator', 'M14') }} as plan_in_mainstream_count,
        {{ cell(dataset, 'value', 'M14') }} as plan_in_mainstream_percent
    from cells
    group by local_authority_code, month_starting_on, age_group, placement_type, primary_need

),

placed as (

    {{ placed_by_month('arranged', ['age_group', 'placement_type', 'sen_primary_need']) }}

)

select * from placed
