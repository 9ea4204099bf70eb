with settings as (

    select * from {{ ref('fct_weekly_settings') }}

),

months as (

    {{ reported_months() }}

),

judged as (

    select
        settings.*,
        case
            when settings.silent_because is not null then settings.silent_because
            when settings.plan_pupil_count = 0 then 'The setting has no pupil with a plan'
            when settings.is_engaged is null then 'The setting does not say whether it took part'
        end as left_out_because
    from settings
    inner join months on settings.month_starting_on = months.month_starting_on

),

records as (

    select
        'M58' as measure_id,
        local_authority_code,
        month_starting_on,
        weekly_setting_id as record_id,
        cast(null as varchar) as person_id,
        submission_id,
        received_row_id,
        cast(left_out_because is null and is_engaged as bigint) as counted_numerator,
        cast(left_out_because is null as bigint) as counted_denominator,
        left_out_because,
        cast(week_ending_on as varchar) as week_ending,
        setting_sector
    from judged

)

select * from records
