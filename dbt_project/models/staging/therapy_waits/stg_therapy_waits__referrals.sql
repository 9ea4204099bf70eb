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
        received_row_id,
        nullif(coalesce(trim("patient_pseudo_id", e' \t\r\n' || chr(160)), ''), '') as patient_pseudonym,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("provider_code", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("provider_code", e' \t\r\n' || chr(160)), '') end as provider_code,
        cast(try_strptime(coalesce(trim("snapshot_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as snapshot_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("service", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("service", e' \t\r\n' || chr(160)), '') end as therapy_service_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("stage", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("stage", e' \t\r\n' || chr(160)), '') end as wait_stage_code,
        cast(try_strptime(coalesce(trim("referral_received_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as referral_received_on,
        cast(try_strptime(coalesce(trim("clock_start", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as clock_started_on,
        cast(try_strptime(coalesce(trim("first_contact_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as first_contact_on,
        cast(try_strptime(coalesce(trim("discharge_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as discharged_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("removal_reason", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("removal_reason", e' \t\r\n' || chr(160)), '') end as removal_reason_code,
        cast(try_strptime(coalesce(trim("birth_month", e' \t\r\n' || chr(160)), '') || '-01', '%Y-%m-%d') as date) as birth_month_starting_on,
        nullif(coalesce(trim("postcode_sector", e' \t\r\n' || chr(160)), ''), '') as postcode_sector,
        nullif(coalesce(trim("gp_ods", e' \t\r\n' || chr(160)), ''), '') as gp_practice_code,
        case when list_contains(['1'], lower(coalesce(trim("ehcp_advice_request", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("ehcp_advice_request", e' \t\r\n' || chr(160)), ''))) then false end as is_ehc_advice_request,
        cast(try_strptime(coalesce(trim("ndoo_applied", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as opt_out_applied_on
    from received

)

select * from typed
