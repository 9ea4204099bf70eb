with referrals as (

    select * from {{ ref('fct_child_in_need_spells') }}

),

months as (

    {{ reported_months() }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

still_open as (

    select
        referrals.*,
        months.month_starting_on
    from referrals
    inner join months
        on
            {{ spell_holds('referrals.in_need_from_on', 'referrals.in_need_to_on', 'months.month_ending_on') }}
            and referrals.return_month_starting_on >= months.month_starting_on

),

records as (

    select
        {{ considered('M50', 'still_open', 'care_referral_id') | indent(8) }},
        {{ counted('cast(null as varchar)', 'still_open.has_disability', '1') | indent(8) }},
        {{ of_the_person('people', ['age_group', 'sex', 'ethnicity_major']) | indent(8) }}
    from still_open
    left join people
        on
            still_open.person_id = people.person_id
            and still_open.month_starting_on = people.month_starting_on

)

select * from records
