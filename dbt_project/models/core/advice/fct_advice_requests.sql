with asked as (

    select * from {{ ref('int_advice_asked') }}

),

clocked as (

    select
        *,
        -- SEND Regulations 2014 reg. 8(1): whoever is asked for advice answers within 6 weeks.
        {{ due_after_weeks('advice_requested_on', 6) }} as advice_due_on
    from asked

),

judged as (

    select
        request_id || '-' || advice_giver_code as advice_request_id,
        request_id,
        person_id,
        local_authority_code,
        submission_id,
        received_row_id,
        advice_giver_code,
        request_received_on,
        advice_requested_on,
        advice_due_on,
        advice_received_on,
        {{ is_done_by('advice_received_on', 'advice_due_on') }} as is_advice_received_within_6_weeks,
        -- No extract says that advice is wanted no longer: where the assessment ended before the
        -- advice was due and none had come, nobody waits for it.
        advice_received_on is null
        and (
            coalesce(assessment_outcome_code in ('W', 'H'), false)
            or (
                coalesce(assessment_outcome_code in ('Y', 'N', 'S'), false)
                and coalesce(assessment_concluded_on <= advice_due_on, false)
            )
        ) as is_advice_cancelled
    from clocked

)

select * from judged
