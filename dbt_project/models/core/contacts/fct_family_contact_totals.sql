with months as (

    select * from {{ ref('fct_family_contact_months') }}

),

teams_and_all as (

    select * from months
    union all
    select * replace ('all' as contact_team_code) from months

),

months_and_all as (

    select * from teams_and_all
    union all
    select * replace (cast(null as date) as month_starting_on) from teams_and_all

),

totals as (

    select
        contact_team_kind,
        contact_team_code,
        month_starting_on,
        cast(sum(contact_count) as bigint) as contact_count,
        count(*) as part_count,
        count(*) filter (where contact_count is null) as missing_part_count,
        count(*) filter (where state_code = 'not_collected') as not_collected_part_count,
        max(runs_to_on) as runs_to_on
    from months_and_all
    group by contact_team_kind, contact_team_code, month_starting_on

)

select
    *,
    -- A total with a missing part is never given as if it were whole (V117).
    missing_part_count > 0 as is_partial,
    runs_to_on is not null as holds_part_month
from totals
