-- Each team's figures, and the totals, as they stand: a part that is missing is said, never nought.
with counted as (

    {{ figures('msr_helpline_contacts') }}
    union all
    {{ figures('msr_helpline_contacts_in_year') }}
    union all
    {{ figures('msr_outreach_contacts') }}
    union all
    {{ figures('msr_outreach_contacts_in_year') }}

),

parts as (

    select
        *,
        case contact_team_kind when 'helpline' then 'M68' else 'M69' end
        || case span when 'month' then '' else 'y' end as measure_id,
        case contact_team when 'Total' then 'total' else 'contact_team' end as breakdown
    from {{ ref('fct_family_contact_parts') }}

),

months as (

    {{ reported_months() }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

told as (

    select
        parts.*,
        home.local_authority_code,
        parts.missing_part_count < parts.part_count as is_known
    from parts
    cross join home
    inner join months on parts.month_starting_on = months.month_starting_on

)

select
    told.measure_id,
    told.local_authority_code,
    told.month_starting_on,
    told.breakdown,
    told.contact_team as item,
    case when told.is_known then coalesce(counted.numerator, 0) end as numerator,
    cast(null as bigint) as denominator,
    case when told.is_known then cast(coalesce(counted.numerator, 0) as decimal(18, 6)) end as value,
    case when told.is_partial then 'x' end as symbol,
    told.reason_code
from told
left join counted
    on
        told.measure_id = counted.measure_id
        and told.local_authority_code is not distinct from counted.local_authority_code
        and told.month_starting_on = counted.month_starting_on
        and told.breakdown = counted.breakdown
        and told.contact_team = counted.item
