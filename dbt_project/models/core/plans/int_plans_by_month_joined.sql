with active_plans as (

    select * from {{ ref('stg_sen2__active_plans_each_month') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

placements as (

    select * from {{ ref('int_main_placements_by_month') }}

),

needs as (

    select
        submission_id,
        active_plan_row_id,
        min(need_type_code) as need_type_code
    from {{ ref('stg_sen2__needs_each_month') }}
    where coalesce(need_rank, 1) = 1
    group by submission_id, active_plan_row_id

),

second_needs as (

    select
        submission_id,
        active_plan_row_id,
        min(need_type_code) as need_type_code
    from {{ ref('stg_sen2__needs_each_month') }}
    where need_rank = 2
    group by submission_id, active_plan_row_id

),

localities as (

    select * from {{ ref('localities') }}

),

joined as (

    select
        active_plans.supplier_code as local_authority_code,
        linked.person_id,
        active_plans.submission_id,
        active_plans.received_row_id,
        active_plans.received_for_month as month_starting_on,
        active_plans.request_received_on,
        localities.code as locality_code,
        needs.need_type_code as primary_need_code,
        second_needs.need_type_code as secondary_need_code,
        placements.plan_placement_type_code,
        coalesce(placements.has_sen_unit_place, false) as has_sen_unit_place,
        coalesce(placements.has_resourced_provision_place, false) as has_resourced_provision_place,
        placements.placement_entered_on,
        active_plans.transferred_from_la_code is not null as is_transferred_in,
        min(active_plans.received_for_month) over (
            partition by
                active_plans.supplier_code,
                active_plans.case_system_person_id,
                active_plans.request_received_on
        ) as first_told_month_starting_on,
        min(active_plans.received_for_month) over (
            partition by active_plans.supplier_code
        ) as first_export_month_starting_on
    from active_plans
    left join linked
        on
            {{ is_record_of('linked', 'active_plans', 'case_system_person_id') | indent(12) }}
    left join placements
        on
            active_plans.submission_id = placements.submission_id
            and active_plans.active_plan_row_id = placements.active_plan_row_id
    left join needs
        on
            active_plans.submission_id = needs.submission_id
            and active_plans.active_plan_row_id = needs.active_plan_row_id
    left join second_needs
        on
            active_plans.submission_id = second_needs.submission_id
            and active_plans.active_plan_row_id = second_needs.active_plan_row_id
    left join localities
        on
            active_plans.supplier_code = localities.local_authority_code
            and active_plans.locality = localities.code

)

select * from joined
