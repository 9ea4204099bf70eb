-- Children Act 1989, Schedule 2, paragraph 2: nobody need be on the register. Whoever has not agreed,
-- or no longer agrees, to be on it goes no further than here.
with registrations as (

    select * from {{ ref('stg_cwd_register__registrations_each_month') }}
    where consent_given_on <= snapshot_on and consent_scope_code <> 'withdrawn'

),

linked as (

    select * from {{ source('linked', 'people') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

joined as (

    select
        registrations.*,
        linked.person_id,
        home.local_authority_code
    from registrations
    cross join home
    left join linked
        on
            {{ is_record_of('linked', 'registrations', 'register_id') | indent(12) }}

),

judged as (

    select
        {{ record_named('person_id', ['registered_on'], ['received_for_month']) | indent(8) }} as registration_id,
        person_id,
        local_authority_code,
        submission_id,
        received_row_id,
        received_for_month as month_starting_on,
        snapshot_on,
        disability_1_code,
        registered_on,
        register_review_due_on,
        left_register_on,
        coalesce(has_short_breaks, false) as has_short_breaks,
        consent_scope_code,
        registered_on <= snapshot_on
        and coalesce(left_register_on > snapshot_on, true) as is_on_register,
        coalesce(register_review_due_on < snapshot_on, false) as is_review_overdue
    from joined

)

select * from judged
