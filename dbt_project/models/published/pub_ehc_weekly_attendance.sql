{%- set dataset = dataset_of('ehc_weekly_attendance', filters=['week_ending', 'setting_sector', 'risk_rating']) -%}
with cells as (

    {{ cells_of(dataset) }}

),

-- M55 is the attendance of the pupils that M59 counts as red.
by_rating as (

    select
        * replace (
            case when measure_id = 'M55' then 'Red: statutory threshold' else risk_rating end as risk_rating
        )
    from cells

),

arranged as (

    select
        local_authority_code,
        month_starting_on,
        week_ending,
        setting_sector,
        risk_rating,
        {{ cell(dataset, 'denominator', 'M57') }} as pupil_count,
        {{ cell(dataset, 'numerator', ['M57', 'M59']) }} as form_received_count,
        {{ cell(dataset, 'value', 'M57') }} as form_received_percent,
        {{ cell(dataset, 'value', 'M59') }} as form_with_rating_percent,
        {{ cell(dataset, 'value', ['M53', 'M55']) }} as attendance_percent,
        {{ cell(dataset, 'numerator', 'M56') }} as contact_in_time_count,
        {{ cell(dataset, 'value', 'M56') }} as contact_in_time_percent,
        {{ cell(dataset, 'numerator', 'M58') }} as setting_engaged_count,
        {{ cell(dataset, 'value', 'M58') }} as setting_engaged_percent
    from by_rating
    group by local_authority_code, month_starting_on, week_ending, setting_sector, risk_rating

),

placed as (

    {{ placed_by_week('arranged', 'week_ending', ['setting_sector', 'risk_rating']) }}

)

select * from placed
