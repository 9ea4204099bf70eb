{#
    Social care's returns tell of a year to 31 March. Each is believed for its own year; the latest
    also stands for the time after it, until the next one comes, because nothing newer is known.
#}
{% macro return_tells_from(return_month) -%}
    cast({{ return_month }} - interval 11 month as date)
{%- endmacro %}

{# The last day that a return tells of; null for the latest. #}
{% macro return_tells_to(return_month, sender) -%}
    case
        when {{ return_month }} < max({{ return_month }}) over (partition by {{ sender }})
            then cast({{ return_month }} + interval 1 month - interval 1 day as date)
    end
{%- endmacro %}

{# Whether a spell of days, both inclusive and open where it has no end, holds a day. #}
{% macro spell_holds(from_on, to_on, day) -%}
    {{ from_on }} <= {{ day }} and coalesce({{ to_on }} >= {{ day }}, true)
{%- endmacro %}

{#
    Children whom social care looks after or helps at the end of a month of a return's year, once
    each, as records of a measure of whether a school knows them and with what support.
#}
{% macro children_in_care_services(id, counts, without_match=none) -%}
with episodes as (

    select * from {{ ref('fct_care_episodes') }}

),

referrals as (

    select * from {{ ref('fct_child_in_need_spells') }}

),

months as (

    {{ reported_months() }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

open_records as (

    select
        episodes.person_id,
        episodes.local_authority_code,
        episodes.submission_id,
        episodes.received_row_id,
        months.month_starting_on,
        'Looked after' as care_group,
        1 as care_rank
    from episodes
    inner join months
        on
            {{ spell_holds('episodes.looked_after_from_on', 'episodes.looked_after_to_on', 'months.month_ending_on') }}
            and episodes.return_month_starting_on >= months.month_starting_on
    union all
    select
        referrals.person_id,
        referrals.local_authority_code,
        referrals.submission_id,
        referrals.received_row_id,
        months.month_starting_on,
        'In need' as care_group,
        2 as care_rank
    from referrals
    inner join months
        on
            {{ spell_holds('referrals.in_need_from_on', 'referrals.in_need_to_on', 'months.month_ending_on') }}
            and referrals.return_month_starting_on >= months.month_starting_on

),

children as (

    select
        *,
        coalesce(person_id, received_row_id) as child_id
    from open_records
    qualify row_number() over (
        partition by coalesce(person_id, received_row_id), month_starting_on
        order by care_rank, received_row_id
    ) = 1

),

judged as (

    select
        children.*,
        case
            when people.age_group not in ('5 to 10', '11 to 15') then 'Not of compulsory school age'
            when {{ without_match or 'false' }} then 'No record of the child at a school or with a plan was found'
        end as left_out_because,
        {{ counts }} as is_so,
        {{ of_the_person('people', ['age_group', 'sex', 'ethnicity_major', 'sen_status']) | indent(8) }}
    from children
    left join people
        on
            children.person_id = people.person_id
            and children.month_starting_on = people.month_starting_on

),

records as (

    select
        {{ considered(id, 'judged', 'child_id') | indent(8) }},
        {{ counted('judged.left_out_because', 'judged.is_so', '1') | indent(8) }},
        judged.care_group,
        judged.age_group,
        judged.sex,
        judged.ethnicity_major,
        judged.sen_status
    from judged

)

select * from records
{%- endmacro %}
