-- The one placement that stands for a plan in each month's export: of the first rank, not left
-- before the month's end, the latest entered.
with placements as (

    select * from {{ ref('stg_sen2__placements_each_month') }}

),

establishments as (

    select * from {{ ref('establishments') }}

),

sen_settings as (

    select * from {{ ref('sen_settings') }}

),

grouped as (

    select
        placements.submission_id,
        placements.active_plan_row_id,
        {{ plan_placement_type('establishments', 'sen_settings', 'placements.ukprn') | indent(8) }}
            as plan_placement_type_code,
        coalesce(placements.has_sen_unit_place, false) as has_sen_unit_place,
        coalesce(placements.has_resourced_provision_place, false) as has_resourced_provision_place,
        placements.placement_entered_on,
        row_number() over (
            partition by placements.submission_id, placements.active_plan_row_id
            order by
                coalesce(placements.placement_left_on < last_day(placements.received_for_month), false) asc,
                placements.placement_entered_on desc nulls last,
                placements.received_line_number asc
        ) as turn
    from placements
    left join establishments on placements.urn = establishments.code
    left join sen_settings on placements.sen_setting_code = sen_settings.code
    where coalesce(placements.placement_rank, 1) = 1

)

select * from grouped
where turn = 1
