with plan_rows as (

    select * from {{ ref('int_plan_rows_each_month') }}

),

months as (

    select * from {{ ref('months') }}

),

clocked as (

    select
        plan_rows.*,
        months.month_ending_on,
        -- Children and Families Act 2014 s. 44: in the 12 months after the plan was made, and then in
        -- the 12 months after each review.
        {{ anniversary('coalesce(plan_rows.review_met_on, plan_rows.plan_made_on)', 12) }} as next_review_due_on,
        {{ anniversary('plan_rows.plan_made_on', 12) }} <= months.month_ending_on as is_a_year_old
    from plan_rows
    inner join months on plan_rows.month_starting_on = months.month_starting_on

),

judged as (

    select
        plan_in_force_id,
        person_id,
        request_id,
        local_authority_code,
        submission_id,
        received_row_id,
        coalesce(review_outcome_code, 'none') as review_outcome_code,
        month_starting_on,
        plan_made_on,
        review_met_on,
        next_review_due_on,
        is_transferred_in,
        plan_made_on is not null as is_plan_day_known,
        -- A first review tells that a plan is under review, though nobody wrote when it was made.
        coalesce(is_a_year_old, review_met_on is not null) as is_review_expected,
        coalesce(review_met_on is not null and next_review_due_on >= month_ending_on, false)
            as is_reviewed_within_12_months,
        coalesce(next_review_due_on < month_ending_on, false) as is_review_overdue,
        coalesce(
            review_outcome_code = 'A'
            and review_decided_on <= month_ending_on
            and (final_amended_plan_on is null or final_amended_plan_on > month_ending_on),
            false
        ) as is_amendment_outstanding
    from clocked

)

select * from judged
