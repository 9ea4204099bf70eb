with episodes as (

    select * from {{ ref('fct_care_episodes') }}

),

months as (

    {{ reported_months() }}

),

statuses as (

    select * from {{ ref('legal_statuses') }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

at_the_end as (

    select
        episodes.*,
        months.month_starting_on,
        case when episodes.is_short_break then 'One of a series of short breaks' end as left_out_because
    from episodes
    inner join months
        on
            episodes.return_month_starting_on >= months.month_starting_on
            and (
                {{ spell_holds(
                    'episodes.looked_after_from_on', 'episodes.looked_after_to_on', 'months.month_ending_on'
                ) | indent(16) }}
                or (
                    episodes.is_short_break
                    and episodes.return_month_starting_on < months.month_starting_on + interval 12 month
                    and episodes.episode_started_on <= months.month_ending_on
                    and coalesce(episodes.episode_ended_on > months.month_ending_on, true)
                )
            )

),

records as (

    select
        {{ considered('M50b', 'at_the_end', 'episode_id') | indent(8) }},
        {{ counted('at_the_end.left_out_because', '1', none) | indent(8) }},
        coalesce(statuses.label, 'Unknown') as legal_status,
        {{ of_the_person('people', ['age_group', 'sex', 'ethnicity_major']) | indent(8) }}
    from at_the_end
    left join statuses on at_the_end.legal_status_code = statuses.code
    left join people
        on
            at_the_end.person_id = people.person_id
            and at_the_end.month_starting_on = people.month_starting_on

)

select * from records
