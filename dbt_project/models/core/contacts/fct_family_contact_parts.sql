with months as (

    select * from {{ ref('fct_family_contact_months') }}

),

calendar as (

    select * from {{ ref('months') }}

),

teams as (

    select * from {{ ref('contact_teams') }}

),

alone as (

    select
        'month' as span,
        month_starting_on as to_month_starting_on,
        *
    from months

),

-- From April to each month; a year of which nothing has been told yet is no row.
in_year as (

    select
        'financial_year' as span,
        calendar.month_starting_on as to_month_starting_on,
        months.*
    from calendar
    inner join months
        on
            {{ financial_year_of('calendar.month_starting_on') }} <= months.month_starting_on
            and calendar.month_starting_on >= months.month_starting_on
    where calendar.month_starting_on <= (select max(told.month_starting_on) from months as told)

),

spans as (

    select * from alone
    union all
    select * from in_year

),

parts as (

    select
        spans.span,
        spans.to_month_starting_on,
        spans.contact_team_kind,
        spans.contact_count,
        spans.state_code,
        spans.runs_to_on,
        unnest([teams.label, 'Total']) as contact_team
    from spans
    inner join teams on spans.contact_team_code = teams.code

),

counted as (

    select
        span,
        to_month_starting_on as month_starting_on,
        contact_team_kind,
        contact_team,
        count(*) as part_count,
        count(*) filter (contact_count is null) as missing_part_count,
        count(*) filter (state_code = 'not_collected') as not_collected_part_count,
        count(*) filter (state_code = 'awaiting') as awaiting_part_count,
        min(state_code) filter (contact_count is null) as missing_state_code,
        max(runs_to_on) as runs_to_on,
        bool_or(state_code = 'part_month') as has_part_month
    from parts
    group by all

),

named as (

    select
        *,
        missing_part_count > 0 as is_partial,
        case
            when span = 'month' then 'teams'
            when contact_team = 'Total' then 'months of teams'
            else 'months'
        end as part_name,
        case missing_part_count
            when not_collected_part_count then 'not collected'
            when awaiting_part_count then 'awaiting data'
            else 'missing'
        end as how_missing
    from counted

)

select
    span,
    month_starting_on,
    contact_team_kind,
    contact_team,
    part_count,
    missing_part_count,
    not_collected_part_count,
    runs_to_on,
    is_partial,
    -- A total with a missing part is never given as if it were whole (V117).
    case
        when missing_part_count = part_count then missing_state_code
        when is_partial or has_part_month
            then
                concat_ws(
                    '; ',
                    case
                        when is_partial
                            then
                                'partial: ' || missing_part_count || ' of ' || part_count || ' ' || part_name
                                || ' ' || how_missing
                    end,
                    case
                        when has_part_month
                            then 'part_month' || coalesce(': to ' || strftime(runs_to_on, '%Y-%m-%d'), '')
                    end
                )
    end as reason_code
from named
