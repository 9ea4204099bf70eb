with plan_rows as (

    select * from {{ ref('int_plan_rows_each_month') }}
    where review_met_on is not null and is_last_told_of_meeting

),

clocked as (

    select
        *,
        -- SEND Regulations 2014 reg. 20(10): the decision within 4 weeks of the meeting. Reg. 22(3): the
        -- amended plan within 8 weeks of the notice, which goes out with the decision: so within 12
        -- weeks of the meeting ([2022] EWHC 493 (Admin)).
        {{ due_after_weeks('review_met_on', 4) }} as review_decision_due_on,
        {{ due_after_weeks('review_met_on', 12) }} as amended_plan_due_on,
        {{ due_after_weeks('amendment_notice_on', 8) }} as amended_plan_due_after_notice_on,
        coalesce(review_outcome_code = 'A', false) as is_amendment_decided
    from plan_rows

),

judged as (

    select
        plan_in_force_id || '-' || review_met_on as plan_review_id,
        person_id,
        request_id,
        local_authority_code,
        submission_id,
        received_row_id,
        coalesce(review_outcome_code, 'none') as review_outcome_code,
        month_starting_on as last_told_month_starting_on,
        review_met_on,
        review_decision_due_on,
        review_decided_on,
        amendment_notice_on,
        amended_plan_due_on,
        amended_plan_due_after_notice_on,
        final_amended_plan_on,
        review_decided_on is not null as is_review_decided,
        {{ is_done_by('review_decided_on', 'review_decision_due_on') }} as is_review_decided_within_4_weeks,
        is_amendment_decided,
        is_amendment_decided
        and {{ is_done_by('final_amended_plan_on', 'amended_plan_due_on') }} as is_amended_within_12_weeks,
        is_amendment_decided and amendment_notice_on is not null as is_amendment_notified,
        is_amendment_decided
        and {{ is_done_by('final_amended_plan_on', 'amended_plan_due_after_notice_on') }}
            as is_amended_within_8_weeks_of_notice
    from clocked

)

select * from judged
