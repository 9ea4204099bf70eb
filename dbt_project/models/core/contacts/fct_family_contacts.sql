with contacts as (

    select * from {{ ref('stg_family_contacts__contacts') }}

),

statuses as (

    select * from {{ ref('stg_family_contacts__submission_status') }}

),

teams as (

    select * from {{ ref('contact_teams') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

numbered as (

    select
        *,
        row_number() over (
            partition by received_for_month, contact_team_code
            order by contact_received_at asc, family_contact_id asc
        ) as place
    from contacts

)

select
    -- The log's own number stays where it is; a contact's place in its team's month is as lasting.
    strftime(numbered.received_for_month, '%Y-%m') || '-' || teams.code || '-' || numbered.place as contact_id,
    home.local_authority_code,
    teams.kind as contact_team_kind,
    numbered.contact_team_code,
    numbered.received_for_month as month_starting_on,
    cast(numbered.contact_received_at as date) as contact_received_on,
    -- What is awaited or was never collected is not known, whatever rows came with it.
    coalesce(statuses.submission_status_code in ('complete', 'part_month'), false) as is_of_a_month_told,
    numbered.submission_id,
    numbered.received_row_id
from numbered
cross join home
inner join teams on numbered.contact_team_code = teams.code
left join statuses
    on
        numbered.submission_id = statuses.submission_id
        and numbered.contact_team_code = statuses.contact_team_code
