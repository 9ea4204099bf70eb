-- A month's figures, where the return that they come from was told; else the reason it was not.
with counted as (

    {{ figures('msr_survey_satisfaction') }}
    union all
    {{ figures('msr_survey_return_rate') }}
    union all
    {{ figures('msr_survey_frequent_contact') }}
    union all
    {{ figures('msr_local_offer_visits') }}
    union all
    {{ figures('msr_local_offer_visits_against_base') }}
    union all
    {{ figures('msr_vision_understood') }}
    union all
    {{ figures('msr_mandatory_training_attendance') }}
    union all
    {{ figures('msr_partners_positive') }}
    union all
    {{ figures('msr_milestones_achieved') }}
    union all
    {{ figures('msr_milestones_by_status') }}

),

states as (

    select
        *,
        case
            when state_code = 'part_month'
                then 'part_month' || coalesce(': to ' || strftime(runs_to_on, '%Y-%m-%d'), '')
            when not is_told then state_code
        end as told_as
    from {{ ref('fct_partnership_return_states') }}

),

placed as (

    select
        *,
        case
            when measure_id in ('M71', 'M71b') then 'local_offer_visits'
            when measure_id = 'M73' then 'training'
            when measure_id in ('M75', 'M75b') then 'milestones'
            else 'surveys'
        end as partnership_return_code
    from counted

),

figures as (

    select
        placed.*,
        states.told_as,
        coalesce(not states.is_told, false) as is_silent
    from placed
    left join states
        on
            placed.partnership_return_code = states.partnership_return_code
            and placed.month_starting_on = states.month_starting_on

)

select
    measure_id,
    local_authority_code,
    month_starting_on,
    breakdown,
    item,
    case when not is_silent then numerator end as numerator,
    case when not is_silent then denominator end as denominator,
    case when not is_silent then value end as value,
    case when is_silent then 'x' else symbol end as symbol,
    coalesce(reason_code, told_as) as reason_code
from figures
where not is_silent or breakdown = 'total'
