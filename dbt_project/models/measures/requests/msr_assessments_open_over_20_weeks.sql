with requests as (

    select * from {{ ref('fct_ehc_requests') }}
    where is_assessment_on_the_clock

),

months as (

    {{ reported_months() }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

still_open as (

    select
        requests.*,
        months.month_starting_on
    from requests
    inner join months
        on
            requests.plan_due_on < months.month_ending_on
            and coalesce(requests.assessment_concluded_on > months.month_ending_on, true)

),

records as (

    select
        'M05' as measure_id,
        still_open.local_authority_code,
        still_open.month_starting_on,
        still_open.request_id as record_id,
        still_open.person_id,
        still_open.submission_id,
        still_open.received_row_id,
        cast(1 as bigint) as counted_numerator,
        cast(null as bigint) as counted_denominator,
        cast(null as varchar) as left_out_because,
        {{ of_the_person('people', ['age_group', 'sex', 'ethnicity_major']) | indent(8) }}
    from still_open
    left join people
        on
            still_open.person_id = people.person_id
            and still_open.month_starting_on = people.month_starting_on

)

select * from records
