-- Compiled from expectations/contracts/family_contacts.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('family_contacts', 'contacts') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("contact_id", e' \t\r\n' || chr(160)), ''), '') as family_contact_id,
        cast(try_strptime(coalesce(trim("received_at", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y %H:%M') as timestamp) as contact_received_at,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("team", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("team", e' \t\r\n' || chr(160)), '') end as contact_team_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("line", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("line", e' \t\r\n' || chr(160)), '') end as contact_line_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("channel", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("channel", e' \t\r\n' || chr(160)), '') end as contact_channel_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("caller_type", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("caller_type", e' \t\r\n' || chr(160)), '') end as caller_type_code,
        nullif(coalesce(trim("unique_caller_ref", e' \t\r\n' || chr(160)), ''), '') as caller_pseudonym,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("topic", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("topic", e' \t\r\n' || chr(160)), '') end as contact_topic_code,
        case when list_contains(['1'], lower(coalesce(trim("safeguarding_concern", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("safeguarding_concern", e' \t\r\n' || chr(160)), ''))) then false end as has_safeguarding_concern,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("outcome", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("outcome", e' \t\r\n' || chr(160)), '') end as contact_outcome_code,
        cast(try_strptime(coalesce(trim("resolved_at", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y %H:%M') as timestamp) as contact_resolved_at
    from received

)

select * from typed
