{%- set dataset = dataset_of('ehc_plan_timeliness_monthly', pivoted='weeks_to_issue') -%}
{%- set of_all = "exception_basis = 'Total'" -%}
with cells as (

    {{ cells_of(dataset) }}

),

-- M07 is M06 without the cases in which a limit could give way.
by_basis as (

    select
        *,
        case measure_id when 'M07' then 'Excluding exceptions' else 'Total' end as exception_basis
    from cells

),

arranged as (

    select
        local_authority_code,
        month_starting_on,
        exception_basis,
        {{ cell(dataset, 'denominator', ['M06', 'M07']) }} as plan_count,
        {{ cell(dataset, 'numerator', ['M06', 'M07']) }} as plan_within_20_weeks_count,
        {{ cell(dataset, 'value', ['M06', 'M07']) }} as plan_within_20_weeks_percent,
        {{ cell(dataset, 'numerator', 'M08', 'Over 20 to 52 weeks', only=of_all) }} as plan_over_20_to_52_weeks_count,
        {{ cell(dataset, 'numerator', 'M08', 'Over 52 weeks', only=of_all) }} as plan_over_52_weeks_count,
        {{ cell(dataset, 'value', 'M09', only=of_all) }} as mean_weeks,
        {{ cell(dataset, 'value', 'M09b', only=of_all) }} as median_weeks,
        {{ cell(dataset, 'numerator', 'M05', only=of_all) }} as assessment_open_over_20_weeks_count
    from by_basis
    group by local_authority_code, month_starting_on, exception_basis

),

placed as (

    {{ placed_by_month('arranged', ['exception_basis']) }}

)

select * from placed
