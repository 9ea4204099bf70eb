with statuses as (

    select * from {{ ref('stg_family_contacts__submission_status') }}

),

contacts as (

    select * from {{ ref('stg_family_contacts__contacts') }}

),

teams as (

    select
        code as contact_team_code,
        kind as contact_team_kind
    from {{ ref('contact_teams') }}

),

expected as (

    select * from {{ ref('fct_expected_deliveries') }}
    where source = 'family_contacts'

),

counted as (

    select
        submission_id,
        contact_team_code,
        count(*) as contact_count
    from contacts
    group by submission_id, contact_team_code

),

said as (

    select
        statuses.received_for_month as month_starting_on,
        statuses.contact_team_code,
        statuses.submission_status_code as state_code,
        -- A day belongs to a part month, and lies within it (D36).
        case
            when
                statuses.submission_status_code = 'part_month'
                and date_trunc('month', statuses.submission_runs_to_on) = statuses.received_for_month
                then statuses.submission_runs_to_on
        end as runs_to_on,
        -- What is awaited or was never collected is not known; it is not nought.
        case
            when statuses.submission_status_code in ('complete', 'part_month')
                then coalesce(counted.contact_count, 0)
        end as contact_count
    from statuses
    left join counted
        on
            statuses.submission_id = counted.submission_id
            and statuses.contact_team_code = counted.contact_team_code

),

team_lives as (

    select
        contact_team_code,
        min(month_starting_on) as first_month_starting_on
    from said
    group by contact_team_code

),

silent as (

    select
        expected.month_starting_on,
        team_lives.contact_team_code,
        case expected.state_code when 'received' then 'awaiting' else expected.state_code end as state_code,
        cast(null as date) as runs_to_on,
        cast(null as bigint) as contact_count
    from expected
    inner join team_lives on expected.month_starting_on > team_lives.first_month_starting_on
    anti join said
        on
            expected.month_starting_on = said.month_starting_on
            and team_lives.contact_team_code = said.contact_team_code

),

months as (

    select * from said
    union all
    select * from silent

)

select
    months.month_starting_on,
    teams.contact_team_kind,
    months.contact_team_code,
    months.state_code,
    months.runs_to_on,
    months.contact_count
from months
inner join teams on months.contact_team_code = teams.contact_team_code
