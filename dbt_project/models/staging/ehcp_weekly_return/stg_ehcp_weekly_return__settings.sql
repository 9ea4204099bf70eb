-- Compiled from expectations/contracts/ehcp_weekly_return.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('ehcp_weekly_return', 'settings') }}

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
        case when regexp_full_match(coalesce(trim("ehcp_pupils", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("ehcp_pupils", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as plan_pupil_count,
        case when regexp_full_match(coalesce(trim("forms_received", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("forms_received", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as risk_form_count,
        case when list_contains(['1', 'yes', 'y'], lower(coalesce(trim("engaged", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'no', 'n'], lower(coalesce(trim("engaged", e' \t\r\n' || chr(160)), ''))) then false end as is_engaged,
        cast(try_strptime(coalesce(trim("meeting_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as setting_met_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("escalation_stage", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("escalation_stage", e' \t\r\n' || chr(160)), '') end as escalation_stage_code
    from received

)

select * from typed
