{{ records_counted(
    id='M16',
    of=ref('fct_plan_review_months'),
    record_id='plan_in_force_id',
    numerator='judged.is_reviewed_within_12_months',
    left_out="case
        when not facts.is_plan_day_known and facts.review_met_on is null then 'The day the plan was made is not known'
        when not facts.is_review_expected then 'The plan is less than 12 months old'
    end",
) }}
