{%- set dataset = dataset_of('ehc_requests_monthly', filters=['request_source']) -%}
with cells as (

    {{ cells_of(dataset) }}

),

arranged as (

    select
        local_authority_code,
        month_starting_on,
        request_source,
        {{ cell(dataset, 'numerator', 'M01') }} as request_count,
        {{ cell(dataset, 'denominator', 'M02') }} as decision_count,
        {{ cell(dataset, 'numerator', 'M02') }} as decision_within_6_weeks_count,
        {{ cell(dataset, 'value', 'M02') }} as decision_within_6_weeks_percent,
        {{ cell(dataset, 'numerator', 'M02b') }} as refusal_count,
        {{ cell(dataset, 'value', 'M02b') }} as refusal_percent
    from cells
    group by local_authority_code, month_starting_on, request_source

),

placed as (

    {{ placed_by_month('arranged', ['request_source']) }}

)

select * from placed
