with plan_rows as (

    select * from {{ ref('int_plan_rows_each_month') }}

),

people as (

    select * from {{ ref('dim_people') }}

),

phases as (

    select * from {{ ref('transfer_phases') }}

),

aged as (

    select
        plan_rows.*,
        {{ school_year_ending('plan_rows.month_starting_on') }} as move_year,
        -- Age on 31 August before the school year tells the year group, and the month of birth the age.
        {{ school_year_ending('plan_rows.month_starting_on') }} - 1
        - {{ school_year_ending('people.birth_month_starting_on') }} as age_before_school_year
    from plan_rows
    inner join people on plan_rows.person_id = people.person_id

),

-- The last day told, in any month's export, of a plan made final in the school year before a move.
finals as (

    select
        request_id,
        {{ school_year_ending('transfer_final_plan_on') }} as move_year,
        max_by(transfer_final_plan_on, month_starting_on) as transfer_final_plan_on
    from plan_rows
    where transfer_final_plan_on is not null
    group by all

),

moving as (

    select
        aged.*,
        phases.code as transfer_phase_code,
        phases.is_post_16,
        {{ transfer_due_on('aged.move_year', 'phases.is_post_16') }} as transfer_due_on
    from aged
    inner join phases
        on
            aged.age_before_school_year = phases.age
            and (
                aged.told_transfer_phase_code = phases.code
                or (aged.told_transfer_phase_code is null and not phases.is_only_where_told)
            )

),

judged as (

    select
        moving.plan_in_force_id || '-' || moving.month_starting_on as phase_transfer_id,
        moving.plan_in_force_id,
        moving.person_id,
        moving.local_authority_code,
        moving.submission_id,
        moving.received_row_id,
        moving.transfer_phase_code,
        moving.month_starting_on,
        moving.transfer_due_on,
        finals.transfer_final_plan_on,
        moving.is_post_16,
        {{ is_done_by('finals.transfer_final_plan_on', 'moving.transfer_due_on') }} as is_transfer_plan_final_in_time,
        date_trunc('month', moving.transfer_due_on) = moving.month_starting_on as is_of_month_due
    from moving
    left join finals
        on
            moving.request_id = finals.request_id
            and moving.move_year = finals.move_year

)

select * from judged
