with advice as (

    select * from {{ ref('fct_advice_requests') }}

),

requests as (

    select * from {{ ref('fct_ehc_requests') }}

),

months as (

    {{ reported_months() }}

),

advice_givers as (

    select * from {{ ref('advice_givers') }}

),

localities as (

    select * from {{ ref('dim_locality_months') }}

),

due as (

    select
        advice.*,
        months.month_starting_on,
        case
            when advice.is_advice_cancelled then 'The assessment ended before the advice was due, and none had come'
        end as left_out_because
    from advice
    inner join months
        on advice.advice_due_on between months.month_starting_on and months.month_ending_on

),

records as (

    select
        'M03' as measure_id,
        due.local_authority_code,
        due.month_starting_on,
        due.advice_request_id as record_id,
        due.person_id,
        due.submission_id,
        due.received_row_id,
        cast(due.left_out_because is null and due.is_advice_received_within_6_weeks as bigint) as counted_numerator,
        cast(due.left_out_because is null as bigint) as counted_denominator,
        due.left_out_because,
        coalesce(advice_givers.label, 'Unknown') as advice_giver,
        coalesce(localities.locality, 'Unknown') as locality
    from due
    inner join requests on due.request_id = requests.request_id
    left join advice_givers on due.advice_giver_code = advice_givers.code
    left join localities
        on
            requests.local_authority_code = localities.local_authority_code
            and requests.locality_code = localities.locality_code
            and due.month_starting_on = localities.month_starting_on

)

select * from records
