{%- set dataset = dataset_of('ehc_annual_reviews_monthly', filters=['age_group']) -%}
with cells as (

    {{ cells_of(dataset) }}

),

arranged as (

    select
        local_authority_code,
        month_starting_on,
        age_group,
        {{ cell(dataset, 'denominator', 'M16') }} as plan_to_be_reviewed_count,
        {{ cell(dataset, 'numerator', 'M16') }} as review_held_within_12_months_count,
        {{ cell(dataset, 'value', 'M16') }} as review_held_within_12_months_percent,
        {{ cell(dataset, 'numerator', 'M17') }} as review_overdue_count,
        {{ cell(dataset, 'value', 'M17') }} as review_overdue_percent,
        {{ cell(dataset, 'denominator', 'M18') }} as review_to_be_decided_count,
        {{ cell(dataset, 'numerator', 'M18') }} as decision_within_4_weeks_count,
        {{ cell(dataset, 'value', 'M18') }} as decision_within_4_weeks_percent,
        {{ cell(dataset, 'denominator', 'M19') }} as plan_to_be_amended_count,
        {{ cell(dataset, 'numerator', 'M19') }} as amended_within_12_weeks_count,
        {{ cell(dataset, 'value', 'M19') }} as amended_within_12_weeks_percent,
        {{ cell(dataset, 'numerator', 'M20') }} as amendment_awaited_count
    from cells
    group by local_authority_code, month_starting_on, age_group

),

placed as (

    {{ placed_by_month('arranged', ['age_group']) }}

)

select * from placed
