{%- set dataset = dataset_of('send_care_annual', filters=['care_group']) -%}
with cells as (

    {{ cells_of(dataset) }}

),

-- M50 is of the children in need, M50b of those looked after.
by_group as (

    select
        * replace (
            case measure_id
                when 'M50' then 'In need'
                when 'M50b' then 'Looked after'
                else care_group
            end as care_group
        )
    from cells

),

arranged as (

    select
        local_authority_code,
        month_starting_on,
        care_group,
        {{ cell(dataset, 'denominator', 'M50', only="care_group = 'In need'") }} as open_case_count,
        {{ cell(dataset, 'numerator', 'M50', only="care_group = 'In need'") }} as open_case_with_disability_count,
        {{ cell(dataset, 'value', 'M50', only="care_group = 'In need'") }} as open_case_with_disability_percent,
        {{ cell(dataset, 'numerator', 'M50b', only="care_group = 'Looked after'") }} as child_looked_after_count,
        {{ cell(dataset, 'denominator', 'M51b') }} as school_age_child_count,
        {{ cell(dataset, 'numerator', 'M51b') }} as child_found_count,
        {{ cell(dataset, 'value', 'M51b') }} as child_found_percent,
        {{ cell(dataset, 'numerator', 'M51') }} as child_with_support_count,
        {{ cell(dataset, 'value', 'M51') }} as child_with_support_percent
    from by_group
    group by local_authority_code, month_starting_on, care_group

),

placed as (

    {{ placed_by_reporting_year('arranged', ['care_group']) }}

)

select * from placed
