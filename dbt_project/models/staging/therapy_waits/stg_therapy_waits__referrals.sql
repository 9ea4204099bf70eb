-- Compiled from expectations/contracts/therapy_waits.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('therapy_waits', 'referrals') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        nullif(coalesce(trim("patient_pseudo_id"), ''), '') as patient_pseudonym,
        nullif(coalesce(trim("provider_code"), ''), '') as provider_code,
        cast(try_strptime(coalesce(trim("snapshot_date"), ''), '%d/%m/%Y') as date) as snapshot_on,
        nullif(coalesce(trim("service"), ''), '') as therapy_service_code,
        nullif(coalesce(trim("stage"), ''), '') as wait_stage_code,
        cast(try_strptime(coalesce(trim("referral_received_date"), ''), '%d/%m/%Y') as date) as referral_received_on,
        cast(try_strptime(coalesce(trim("clock_start"), ''), '%d/%m/%Y') as date) as clock_started_on,
        cast(try_strptime(coalesce(trim("first_contact_date"), ''), '%d/%m/%Y') as date) as first_contact_on,
        cast(try_strptime(coalesce(trim("discharge_date"), ''), '%d/%m/%Y') as date) as discharged_on,
        nullif(coalesce(trim("removal_reason"), ''), '') as removal_reason_code,
        cast(try_strptime(coalesce(trim("birth_month"), '') || '-01', '%Y-%m-%d') as date) as birth_month_starting_on,
        nullif(coalesce(trim("postcode_sector"), ''), '') as postcode_sector,
        nullif(coalesce(trim("gp_ods"), ''), '') as gp_practice_code,
        case coalesce(trim("ehcp_advice_request"), '') when '1' then true when '0' then false end as is_ehc_advice_request
    from received

)

select * from typed
