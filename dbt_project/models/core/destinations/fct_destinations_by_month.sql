with activities as (

    select * from {{ ref('stg_destinations__activities_each_month') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

kinds as (

    select * from {{ ref('destination_activities') }}

),

told as (

    select
        activities.*,
        linked.person_id,
        coalesce(home.local_authority_code, activities.local_authority_code) as sent_by_authority_code,
        kinds."group" as activity_group_code,
        -- The client database's rule: what was heard counts up to and with the day it lapses.
        coalesce(activities.activity_lapses_on < activities.snapshot_on, false) as is_lapsed
    from activities
    cross join home
    left join linked
        on
            {{ is_record_of('linked', 'activities', 'young_person_id') | indent(12) }}
    left join kinds on activities.activity_code = kinds.code

),

judged as (

    select
        {{ record_named('person_id', ["'destination'"], ['received_for_month']) | indent(8) }} as destination_id,
        person_id,
        sent_by_authority_code as local_authority_code,
        local_authority_code as resident_authority_code,
        submission_id,
        received_row_id,
        received_for_month as month_starting_on,
        snapshot_on,
        activity_code,
        case
            when activity_group_code = 'no_longer_in_cohort' then 'no_longer_in_cohort'
            when is_lapsed or activity_group_code is null then 'not_known'
            else activity_group_code
        end as destination_group_code,
        academic_age,
        activity_confirmed_on,
        activity_lapses_on,
        coalesce(has_special_needs_mark, false) as has_special_needs_mark,
        coalesce(is_looked_after, false) as is_looked_after,
        is_lapsed
    from told

),

grouped as (

    select
        *,
        destination_group_code <> 'no_longer_in_cohort' as is_in_cohort,
        destination_group_code in ('neet_available', 'neet_not_available') as is_neet,
        destination_group_code = 'not_known' as is_not_known,
        -- Paid work or an apprenticeship, confirmed and not lapsed: training places are not work.
        destination_group_code = 'eet_employment' as is_in_paid_work
    from judged

)

select * from grouped
