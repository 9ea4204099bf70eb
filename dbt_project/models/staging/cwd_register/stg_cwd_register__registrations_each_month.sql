-- Compiled from expectations/contracts/cwd_register.yml by `sendmart compile`. Do not edit.
with registrations as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("snapshot_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as snapshot_on,
        nullif(coalesce(trim("register_id", e' \t\r\n' || chr(160)), ''), '') as register_id,
        nullif(coalesce(trim("la_child_id", e' \t\r\n' || chr(160)), ''), '') as la_child_id,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        nullif(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '') as nhs_number,
        cast(try_strptime(coalesce(trim("dob", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as born_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("disability_1", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("disability_1", e' \t\r\n' || chr(160)), '') end as disability_1_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("disability_2", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("disability_2", e' \t\r\n' || chr(160)), '') end as disability_2_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("disability_3", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("disability_3", e' \t\r\n' || chr(160)), '') end as disability_3_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("disability_4", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("disability_4", e' \t\r\n' || chr(160)), '') end as disability_4_code,
        cast(try_strptime(coalesce(trim("registered_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as registered_on,
        cast(try_strptime(coalesce(trim("review_due", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as register_review_due_on,
        cast(try_strptime(coalesce(trim("left_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as left_register_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("left_reason", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("left_reason", e' \t\r\n' || chr(160)), '') end as register_leaving_reason_code,
        case when list_contains(['1'], lower(coalesce(trim("short_breaks", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("short_breaks", e' \t\r\n' || chr(160)), ''))) then false end as has_short_breaks,
        cast(try_strptime(coalesce(trim("consent_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as consent_given_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("consent_scope", e' \t\r\n' || chr(160)), ''))) then lower(coalesce(trim("consent_scope", e' \t\r\n' || chr(160)), '')) end as consent_scope_code
    from {{ source('cwd_register', 'registrations_each_month') }}

),

joined as (

    select
        registrations.submission_id,
        registrations.supplier_code,
        registrations.received_for_month,
        registrations.received_line_number,
        registrations.received_row_id,
        registrations.snapshot_on,
        registrations.register_id,
        registrations.la_child_id,
        registrations.upn,
        registrations.nhs_number,
        registrations.born_on,
        registrations.disability_1_code,
        registrations.disability_2_code,
        registrations.disability_3_code,
        registrations.disability_4_code,
        registrations.registered_on,
        registrations.register_review_due_on,
        registrations.left_register_on,
        registrations.register_leaving_reason_code,
        registrations.has_short_breaks,
        registrations.consent_given_on,
        registrations.consent_scope_code
    from registrations

)

select * from joined
