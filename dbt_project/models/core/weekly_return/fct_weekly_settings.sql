-- What each setting says of its week, and which settings said nothing: silence is a row without
-- answers, and not a nought.
with told as (

    select * from {{ ref('stg_ehcp_weekly_return__settings') }}

),

pupils as (

    select * from {{ ref('stg_ehcp_weekly_return__pupils') }}

),

settings as (

    select * from {{ ref('dim_settings') }}

),

sectors as (

    select * from {{ ref('setting_sectors') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

weeks as (

    select
        week_ending_on,
        min(submission_id) as submission_id
    from pupils
    group by week_ending_on

),

-- A setting is asked every week of the school year from the first in which it has sent anything.
heard as (

    select
        urn,
        setting_sector_code,
        week_ending_on
    from told
    union all
    select
        urn,
        setting_sector_code,
        week_ending_on
    from pupils

),

asked as (

    select
        weeks.week_ending_on,
        weeks.submission_id,
        heard.urn,
        min(heard.setting_sector_code) as setting_sector_code
    from weeks
    inner join heard
        on
            {{ school_year('weeks.week_ending_on') }} = {{ school_year('heard.week_ending_on') }}
            and weeks.week_ending_on >= heard.week_ending_on
    group by all

),

sent_pupils as (

    select
        week_ending_on,
        urn,
        count(*) as pupil_count
    from pupils
    group by week_ending_on, urn

)

select
    {{ setting_of_the_month('settings.setting_id', 'asked.urn', 'asked.week_ending_on') | indent(4) }}
    || ' on ' || asked.week_ending_on as weekly_setting_id,
    home.local_authority_code,
    coalesce(told.submission_id, asked.submission_id) as submission_id,
    told.received_row_id,
    settings.setting_id,
    coalesce(settings.setting_sector, sectors.label) as setting_sector,
    asked.week_ending_on,
    cast(date_trunc('month', asked.week_ending_on) as date) as month_starting_on,
    told.plan_pupil_count,
    told.is_engaged,
    told.escalation_stage_code,
    coalesce(sent_pupils.pupil_count, 0) as returned_pupil_count,
    case
        when told.urn is not null then null
        when sent_pupils.urn is not null then 'The setting sent its pupils and no row of its own'
        else 'The setting sent nothing for the week'
    end as silent_because
from asked
cross join home
left join told on asked.urn = told.urn and asked.week_ending_on = told.week_ending_on
left join sent_pupils on asked.urn = sent_pupils.urn and asked.week_ending_on = sent_pupils.week_ending_on
left join settings on asked.urn = settings.urn
left join sectors on asked.setting_sector_code = sectors.code
