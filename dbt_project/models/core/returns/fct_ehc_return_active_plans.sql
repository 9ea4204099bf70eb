-- DfE, SEN2 guide, module 5: plans in force on the reference date, as the export of its month lists
-- them, or the one before where the plan ended, or went missing, in between.
with judged as (

    select * from {{ ref('int_ehc_return_judged') }}

),

years as (

    select * from {{ ref('dim_ehc_return_years') }}

),

plans as (

    select
        return_year,
        person_id,
        request_received_on,
        coalesce(bool_or(is_in_force_on_the_day), false) as is_in_force_on_the_day
    from {{ ref('int_ehc_return_plans') }}
    group by return_year, person_id, request_received_on

),

linked as (

    select * from {{ source('linked', 'people') }}

),

listed as (

    select
        linked.person_id,
        active_plans.*
    from {{ ref('stg_sen2__active_plans_each_month') }} as active_plans
    inner join linked
        on
            {{ is_record_of('linked', 'active_plans', 'case_system_person_id') | indent(12) }}

),

candidates as (

    select
        judged.return_year,
        judged.local_authority_code,
        judged.person_id,
        listed.submission_id,
        listed.received_row_id,
        judged.received_row_id as parent_received_row_id,
        judged.request_received_on,
        judged.reference_on,
        listed.received_for_month,
        listed.review_decided_on,
        listed.review_outcome_code,
        max(listed.received_for_month) over case_of_year as last_listed_month,
        max(listed.review_met_on) filter (where listed.review_met_on <= judged.reference_on)
            over case_of_year as last_met_on,
        years.stock_month_starting_on,
        plans.is_in_force_on_the_day
    from judged
    inner join years
        on
            judged.return_year = years.return_year
            and judged.local_authority_code = years.local_authority_code
    inner join listed
        on
            judged.person_id = listed.person_id
            and judged.request_received_on = listed.request_received_on
            and years.stock_month_starting_on >= listed.received_for_month
    left join plans
        on
            judged.return_year = plans.return_year
            and judged.person_id = plans.person_id
            and judged.request_received_on = plans.request_received_on
    window case_of_year as (
        partition by judged.return_year, judged.person_id, judged.request_received_on
    )

),

-- A decision is that of the last meeting, or none: the letter of the one before says nothing of it.
reviewed as (

    select
        *,
        coalesce(
            review_decided_on <= reference_on and review_decided_on >= coalesce(last_met_on, review_decided_on),
            false
        ) as is_of_the_last_review
    from candidates

),

last_reviews as (

    select
        * exclude (review_decided_on, review_outcome_code),
        max(review_decided_on) filter (where is_of_the_last_review) over case_of_year as last_decided_on,
        arg_max(review_outcome_code, review_decided_on) filter (where is_of_the_last_review)
            over case_of_year as last_outcome_code
    from reviewed
    window case_of_year as (partition by return_year, person_id, request_received_on)

)

select
    return_year,
    local_authority_code,
    person_id,
    submission_id,
    received_row_id,
    parent_received_row_id,
    request_received_on,
    last_met_on as review_met_on,
    last_outcome_code as review_outcome_code,
    last_decided_on as review_decided_on
from last_reviews
where
    received_for_month = last_listed_month
    and case
        -- Nothing but the list itself tells of a plan that was made elsewhere.
        when is_in_force_on_the_day is null then received_for_month = stock_month_starting_on
        else is_in_force_on_the_day and received_for_month >= stock_month_starting_on - interval 1 month
    end
