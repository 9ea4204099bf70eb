with journeys as (

    select * from {{ ref('fct_transport_journeys') }}

),

months as (

    {{ reported_months() }}

),

records as (

    select
        'M64' as measure_id,
        journeys.local_authority_code,
        journeys.month_starting_on,
        journeys.transport_run_id as record_id,
        cast(null as varchar) as person_id,
        journeys.submission_id,
        journeys.received_row_id,
        journeys.journey_count as counted_numerator,
        cast(null as bigint) as counted_denominator,
        case when journeys.journey_count = 0 then 'The route did not run' end as left_out_because
    from journeys
    inner join months on journeys.month_starting_on = months.month_starting_on

)

select * from records
