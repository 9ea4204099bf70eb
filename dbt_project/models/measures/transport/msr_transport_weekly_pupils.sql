with counted as (

    select * from {{ ref('fct_transport_pupil_weeks') }}

),

weeks as (

    select * from {{ ref('fct_transport_weeks') }}

),

months as (

    {{ reported_months() }}

),

-- Above the line a pupil and week, below it the weeks in which a route ran.
considered as (

    select
        local_authority_code,
        month_starting_on,
        transport_pupil_week_id as record_id,
        person_id,
        submission_id,
        received_row_id,
        1 as amount_above,
        0 as amount_below,
        week_ending_on
    from counted
    union all
    select
        weeks.local_authority_code,
        weeks.month_starting_on,
        'week-' || weeks.week_ending_on as record_id,
        null as person_id,
        null as submission_id,
        null as received_row_id,
        0 as amount_above,
        1 as amount_below,
        weeks.week_ending_on
    from weeks

),

records as (

    select
        'M63' as measure_id,
        considered.local_authority_code,
        considered.month_starting_on,
        considered.record_id,
        considered.person_id,
        considered.submission_id,
        considered.received_row_id,
        cast(considered.amount_above as bigint) as counted_numerator,
        cast(considered.amount_below as bigint) as counted_denominator,
        cast(null as varchar) as left_out_because,
        cast(considered.week_ending_on as varchar) as week_ending
    from considered
    inner join months on considered.month_starting_on = months.month_starting_on

)

select * from records
