{%- set dataset = dataset_of(
    'send_therapy_waits_monthly',
    filters=['list_source', 'nhs_organisation', 'therapy_service', 'wait_stage'],
    pivoted='wait_band'
) -%}
{%- set waiting = "wait_basis = 'Incomplete'" -%}
{%- set seen = "wait_basis = 'Completed'" -%}
{%- set all_stages = "wait_basis = 'Incomplete' and wait_stage = 'Total'" -%}
with cells as (

    {{ cells_of(dataset) }}

),

shown as (

    select * from {{ ref('int_wait_rows_shown') }}

),

-- An organisation's own figures carry no authority; only a total does.
filled as (

    select
        shown.*,
        cells.* exclude (
            local_authority_code, month_starting_on, list_source, nhs_organisation, therapy_service, wait_stage
        )
    from shown
    left join cells
        on
            case when shown.nhs_organisation = 'Total' then shown.local_authority_code end
            is not distinct from cells.local_authority_code
            and shown.month_starting_on = cells.month_starting_on
            and shown.list_source = cells.list_source
            and shown.nhs_organisation = cells.nhs_organisation
            and shown.therapy_service = cells.therapy_service
            and shown.wait_stage = cells.wait_stage

),

arranged as (

    select
        local_authority_code,
        month_starting_on,
        list_source,
        nhs_organisation,
        therapy_service,
        wait_stage,
        wait_basis,
        case
            when {{ waiting }} then {{ cell(dataset, 'value', 'M40', only=waiting) }}
            else {{ cell(dataset, 'denominator', 'M42', only=seen) }}
        end as people_count,
        case
            when {{ waiting }} then {{ cell(dataset, 'value', 'M41', only=waiting) }}
            else {{ cell(dataset, 'value', 'M42', only=seen) }}
        end as mean_weeks,
        {{ cell(dataset, 'value', 'M43', only=waiting) }} as longest_weeks,
        {{ cell(dataset, 'value', 'M43b', only=waiting) }} as percentile_95_weeks,
        case list_source
            when 'Provider list' then {{ cell(dataset, 'denominator', 'M41', only=waiting) }}
            else {{ cell(dataset, 'denominator', 'M44', 'Over 52 weeks', only=waiting) }}
        end as wait_known_count,
        {{ cell(dataset, 'numerator', 'M44', '0 to 1 week', only=all_stages) }} as weeks_0_to_1_count,
        {{ cell(dataset, 'numerator', 'M44', 'Over 1 to 2 weeks', only=all_stages) }} as weeks_1_to_2_count,
        {{ cell(dataset, 'numerator', 'M44', 'Over 2 to 4 weeks', only=all_stages) }} as weeks_2_to_4_count,
        {{ cell(dataset, 'numerator', 'M44', 'Over 4 to 12 weeks', only=all_stages) }} as weeks_4_to_12_count,
        {{ cell(dataset, 'numerator', 'M44', 'Over 12 to 18 weeks', only=all_stages) }} as weeks_12_to_18_count,
        {{ cell(dataset, 'numerator', 'M44', 'Over 18 to 52 weeks', only=all_stages) }} as weeks_18_to_52_count,
        {{ cell(dataset, 'numerator', 'M44', 'Over 52 weeks', only=all_stages) }} as weeks_over_52_count,
        {{ cell(dataset, 'value', 'M44', 'Over 18 weeks', only=all_stages) }} as weeks_over_18_percent,
        {{ cell(dataset, 'value', 'M44', 'Over 52 weeks', only=all_stages) }} as weeks_over_52_percent
    from filled
    group by
        local_authority_code,
        month_starting_on,
        list_source,
        nhs_organisation,
        therapy_service,
        wait_stage,
        wait_basis

),

placed as (

    {{ placed_by_month('arranged', dataset.filters + ['wait_basis']) }}

)

select * from placed
