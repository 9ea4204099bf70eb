with waits as (

    select * from {{ ref('fct_therapy_waits') }}
    where person_id is not null

),

-- A child who was seen and is referred again waits anew: a spell is one referral to one stage.
spells as (

    select
        person_id,
        nhs_organisation_code,
        therapy_service_code,
        wait_stage_code,
        referral_received_on,
        min(month_starting_on) as first_listed_month_starting_on,
        max(month_starting_on) as last_listed_month_starting_on,
        count(*) as listed_months_count,
        min(clock_started_on) as first_clock_started_on,
        arg_max(clock_started_on, month_starting_on) as clock_started_on,
        arg_max(first_contact_on, month_starting_on) as first_contact_on,
        arg_max(is_on_list, month_starting_on) as is_on_latest_list,
        bool_or(is_ehc_advice_request) as is_ehc_advice_request
    from waits
    group by all

),

named as (

    select
        person_id || '-' || nhs_organisation_code || '-' || therapy_service_code || '-' || wait_stage_code
        || '-' || coalesce(cast(referral_received_on as varchar), 'undated') as wait_spell_id,
        spells.*,
        -- A clock that starts again later hides the time before (V083 asks about it).
        coalesce(clock_started_on > first_clock_started_on, false) as has_clock_restarted,
        case
            when first_contact_on >= first_clock_started_on then first_contact_on - first_clock_started_on
        end as days_to_first_contact
    from spells

)

select * from named
