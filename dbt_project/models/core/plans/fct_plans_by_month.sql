with plans as (

    select * from {{ ref('int_plans_by_month_joined') }}

),

counted as (

    select
        *,
        row_number() over (
            partition by month_starting_on, person_id, request_received_on
            order by submission_id, received_row_id
        ) as turn
    from plans

),

described as (

    select
        -- A person whom nobody is linked to has only the line to be told apart by.
        case
            when person_id is null then received_row_id
            when turn > 1 then person_id || '-' || request_received_on || '-' || turn
            else person_id || '-' || request_received_on
        end as plan_in_force_id,
        person_id,
        local_authority_code,
        submission_id,
        received_row_id,
        case when person_id is not null then person_id || '-' || request_received_on end as request_id,
        coalesce(locality_code, 'unknown') as locality_code,
        coalesce(primary_need_code, 'unknown') as primary_need_code,
        coalesce(secondary_need_code, 'none') as secondary_need_code,
        coalesce(plan_placement_type_code, 'unknown') as plan_placement_type_code,
        month_starting_on,
        request_received_on,
        placement_entered_on,
        has_sen_unit_place,
        has_resourced_provision_place,
        is_transferred_in,
        -- The day on which a plan moved here is in no extract: it is new in the first export that
        -- tells of it, and of the very first export nobody can say what is new.
        month_starting_on = first_told_month_starting_on
        and month_starting_on > first_export_month_starting_on as is_first_told,
        month_starting_on = first_export_month_starting_on as is_of_first_export,
        coalesce(plan_placement_type_code, 'unknown') = 'mainstream' as is_in_mainstream,
        coalesce(plan_placement_type_code, 'unknown') <> 'unknown' as is_placement_known
    from counted

)

select * from described
