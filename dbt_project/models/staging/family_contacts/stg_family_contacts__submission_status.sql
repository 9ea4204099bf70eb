-- Compiled from expectations/contracts/family_contacts.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('family_contacts', 'submission_status') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("month", e' \t\r\n' || chr(160)), '') || '-01', '%Y-%m-%d') as date) as reported_month_starting_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("team", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("team", e' \t\r\n' || chr(160)), '') end as contact_team_code,
        case when not list_contains(['', 'n/a', '-', '*'], lower(coalesce(trim("status", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("status", e' \t\r\n' || chr(160)), '')) when 'part month' then 'part_month' when 'awaiting data' then 'awaiting' when 'data not collected' then 'not_collected' else coalesce(trim("status", e' \t\r\n' || chr(160)), '') end end as submission_status_code,
        cast(try_strptime(coalesce(trim("through_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as submission_runs_to_on,
        case when regexp_full_match(coalesce(trim("contacts", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("contacts", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as stated_contact_count
    from received

)

select * from typed
