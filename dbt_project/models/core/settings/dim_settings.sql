with establishments as (

    select * from {{ ref('establishments') }}

),

gias_types as (

    select * from {{ ref('gias_types') }}

),

sectors as (

    select * from {{ ref('setting_sectors') }}

),

-- A school that changes its type closes, and another opens under a number of its own: the days
-- between which a number is open are the days on which its type and sector hold.
typed as (

    select
        establishments.code as urn,
        -- Whoever carries this carries what the list says, and not what a sender typed.
        establishments.code as setting_id,
        establishments.label as setting_label,
        establishments.gias_type_code,
        gias_types.label as gias_type_label,
        coalesce(gias_types.setting_sector_code, establishments.sector) as setting_sector_code,
        cast(establishments.opened_on as date) as setting_opened_on,
        cast(establishments.closed_on as date) as setting_closed_on
    from establishments
    left join gias_types on establishments.gias_type_code = gias_types.code

)

select
    typed.urn,
    typed.setting_id,
    typed.setting_label,
    typed.gias_type_code,
    typed.gias_type_label,
    typed.setting_sector_code,
    coalesce(sectors.label, 'Other setting') as setting_sector,
    typed.setting_opened_on,
    typed.setting_closed_on
from typed
left join sectors on typed.setting_sector_code = sectors.code
