-- How each request and assessment stood at the end of the year, in the return's own codes: A where
-- it was not decided by then, H where it was decided before the year. A withdrawal bears no date;
-- where no export told of its month it is taken to be of the year that the request is of.
with cases as (

    select * from {{ ref('int_ehc_return_cases') }}

),

dated as (

    select
        *,
        case
            when request_outcome_code = 'W'
                then coalesce(request_withdrawn_month_starting_on, request_received_on)
            else request_decided_on
        end as request_ended_on,
        case
            when assessment_outcome_code = 'W'
                then coalesce(assessment_withdrawn_month_starting_on, request_received_on)
            else assessment_concluded_on
        end as assessment_ended_on
    from cases

),

coded as (

    select
        *,
        case
            when request_outcome_code = 'H' or request_ended_on < period_starting_on then 'H'
            when request_ended_on > told_until_on or request_ended_on is null then 'A'
            else request_outcome_code
        end as request_code,
        case
            when assessment_outcome_code is null then null
            when assessment_outcome_code = 'H' or assessment_ended_on < period_starting_on then 'H'
            when assessment_ended_on > told_until_on or assessment_ended_on is null then 'A'
            else assessment_outcome_code
        end as assessment_code
    from dated

),

judged as (

    select
        return_year,
        local_authority_code,
        reference_on,
        period_starting_on,
        told_until_on,
        person_id,
        submission_id,
        person_received_row_id,
        received_row_id,
        assessment_received_row_id,
        request_received_on,
        is_received_after_year,
        request_code as request_outcome_code,
        case when request_code in ('Y', 'N') then request_decided_on end as request_decided_on,
        request_code <> 'H' and not is_received_after_year as is_request_of_the_year,
        -- An assessment that was begun after the year is none of the return's.
        case when request_code <> 'A' then assessment_code end as assessment_outcome_code,
        case
            when request_code <> 'A' and assessment_code in ('Y', 'N', 'S') then assessment_concluded_on
        end as assessment_concluded_on,
        coalesce(request_code <> 'A' and assessment_code <> 'H', false) and not is_received_after_year
            as is_assessment_of_the_year
    from coded

)

select * from judged
