with episodes as (

    select * from {{ ref('fct_care_episodes') }}

),

protection_plans as (

    select * from {{ ref('fct_child_protection_spells') }}

),

referrals as (

    select * from {{ ref('fct_child_in_need_spells') }}

),

told_months as (

    select months.*
    from {{ ref('months') }} as months
    inner join {{ source('run', 'told_months') }} as told
        on months.month_starting_on = told.month_starting_on

),

spells as (

    select
        person_id,
        looked_after_from_on as held_from_on,
        looked_after_to_on as held_to_on,
        1 as rank,
        'Looked after' as care_status
    from episodes
    union all
    select
        person_id,
        protected_from_on as held_from_on,
        protected_to_on as held_to_on,
        2 as rank,
        'Child protection plan' as care_status
    from protection_plans
    union all
    select
        person_id,
        in_need_from_on as held_from_on,
        in_need_to_on as held_to_on,
        3 as rank,
        'Child in need' as care_status
    from referrals

),

-- Of several, the one with the greatest duty: each child counts once.
by_month as (

    select
        spells.person_id,
        told_months.month_starting_on,
        arg_min(spells.care_status, spells.rank) as care_status
    from spells
    inner join told_months
        on {{ spell_holds('spells.held_from_on', 'spells.held_to_on', 'told_months.month_ending_on') }}
    where spells.person_id is not null
    group by all

)

select * from by_month
