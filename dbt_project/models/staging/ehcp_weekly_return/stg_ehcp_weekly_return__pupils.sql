-- Compiled from expectations/contracts/ehcp_weekly_return.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('ehcp_weekly_return', 'pupils') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("week_ending", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as week_ending_on,
        nullif(coalesce(trim("urn", e' \t\r\n' || chr(160)), ''), '') as urn,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("sector", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("sector", e' \t\r\n' || chr(160)), '')) when 'special school' then 'special' when 'sp' then 'special' when 'mainstream school' then 'mainstream' when 'main' then 'mainstream' when 'independent school' then 'independent' when 'ind' then 'independent' when 'early years' then 'early_years' when 'ey' then 'early_years' when 'alternative provision' then 'alternative_provision' when 'ap' then 'alternative_provision' when 'further education' then 'further_education' when 'fe' then 'further_education' when 'college' then 'further_education' when 'special' then 'special' when 'mainstream' then 'mainstream' when 'independent' then 'independent' else coalesce(trim("sector", e' \t\r\n' || chr(160)), '') end end as setting_sector_code,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        case when list_contains(['1', 'yes', 'y'], lower(coalesce(trim("ehcp_flag", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'no', 'n'], lower(coalesce(trim("ehcp_flag", e' \t\r\n' || chr(160)), ''))) then false end as has_ehc_plan,
        case when list_contains(['1', 'yes', 'y'], lower(coalesce(trim("on_roll", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'no', 'n'], lower(coalesce(trim("on_roll", e' \t\r\n' || chr(160)), ''))) then false end as is_on_roll,
        case when regexp_full_match(coalesce(trim("expected_sessions", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("expected_sessions", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as expected_session_count,
        case when regexp_full_match(coalesce(trim("attended_sessions", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("attended_sessions", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as attended_session_count,
        case when list_contains(['1', 'yes', 'y'], lower(coalesce(trim("year_11_leaver", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'no', 'n'], lower(coalesce(trim("year_11_leaver", e' \t\r\n' || chr(160)), ''))) then false end as is_year_11_leaver,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("reason_not_attending", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("reason_not_attending", e' \t\r\n' || chr(160)), '')) when 'illness' then 'illness' when 'transport' then 'transport' when 'other' then 'other' when 'parental choice' then 'parental_choice' when 'part time timetable' then 'part_time_timetable' when 'setting closed' then 'setting_closed' else coalesce(trim("reason_not_attending", e' \t\r\n' || chr(160)), '') end end as not_attending_reason_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("rag", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("rag", e' \t\r\n' || chr(160)), '')) when 'green' then 'G' when 'g' then 'G' when 'amber' then 'A' when 'a' then 'A' when 'red' then 'R' when 'r' then 'R' when 'no risk' then 'N' when 'n' then 'N' when 'unrated' then 'U' when 'u' then 'U' else coalesce(trim("rag", e' \t\r\n' || chr(160)), '') end end as risk_rating_code,
        cast(try_strptime(coalesce(trim("rag_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as risk_rated_on,
        cast(try_strptime(coalesce(trim("risk_assessment_received_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as risk_form_received_on,
        cast(try_strptime(coalesce(trim("last_family_contact_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as family_last_contacted_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("contact_method", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("contact_method", e' \t\r\n' || chr(160)), '') end as contact_channel_code,
        case when list_contains(['1', 'yes', 'y'], lower(coalesce(trim("social_worker_involved", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'no', 'n'], lower(coalesce(trim("social_worker_involved", e' \t\r\n' || chr(160)), ''))) then false end as has_social_worker,
        case when list_contains(['1', 'yes', 'y'], lower(coalesce(trim("referred_early_help", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'no', 'n'], lower(coalesce(trim("referred_early_help", e' \t\r\n' || chr(160)), ''))) then false end as is_referred_to_early_help
    from received

)

select * from typed
