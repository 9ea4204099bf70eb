-- Compiled from expectations/contracts/therapy_wait_totals.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('therapy_wait_totals', 'totals') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("provider_code", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("provider_code", e' \t\r\n' || chr(160)), '') end as provider_code,
        cast(try_strptime(coalesce(trim("snapshot_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as snapshot_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("service", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("service", e' \t\r\n' || chr(160)), '') end as therapy_service_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("stage", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("stage", e' \t\r\n' || chr(160)), '') end as wait_stage_code,
        case when regexp_full_match(coalesce(trim("waiting", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("waiting", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as waiting_count,
        case lower(coalesce(trim("waiting", e' \t\r\n' || chr(160)), '')) when '*' then 'suppressed' when '' then 'not_submitted' end as waiting_count_missing_reason_code,
        case when regexp_full_match(coalesce(trim("0 to 7 days", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("0 to 7 days", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as waiting_0_to_1_weeks_count,
        case lower(coalesce(trim("0 to 7 days", e' \t\r\n' || chr(160)), '')) when '*' then 'suppressed' when '' then 'not_submitted' end as waiting_0_to_1_weeks_count_missing_reason_code,
        case when regexp_full_match(coalesce(trim("8 to 14 days", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("8 to 14 days", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as waiting_over_1_to_2_weeks_count,
        case lower(coalesce(trim("8 to 14 days", e' \t\r\n' || chr(160)), '')) when '*' then 'suppressed' when '' then 'not_submitted' end as waiting_over_1_to_2_weeks_count_missing_reason_code,
        case when regexp_full_match(coalesce(trim("15 to 28 days", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("15 to 28 days", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as waiting_over_2_to_4_weeks_count,
        case lower(coalesce(trim("15 to 28 days", e' \t\r\n' || chr(160)), '')) when '*' then 'suppressed' when '' then 'not_submitted' end as waiting_over_2_to_4_weeks_count_missing_reason_code,
        case when regexp_full_match(coalesce(trim("29 to 84 days", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("29 to 84 days", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as waiting_over_4_to_12_weeks_count,
        case lower(coalesce(trim("29 to 84 days", e' \t\r\n' || chr(160)), '')) when '*' then 'suppressed' when '' then 'not_submitted' end as waiting_over_4_to_12_weeks_count_missing_reason_code,
        case when regexp_full_match(coalesce(trim("85 to 126 days", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("85 to 126 days", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as waiting_over_12_to_18_weeks_count,
        case lower(coalesce(trim("85 to 126 days", e' \t\r\n' || chr(160)), '')) when '*' then 'suppressed' when '' then 'not_submitted' end as waiting_over_12_to_18_weeks_count_missing_reason_code,
        case when regexp_full_match(coalesce(trim("127 to 364 days", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("127 to 364 days", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as waiting_over_18_to_52_weeks_count,
        case lower(coalesce(trim("127 to 364 days", e' \t\r\n' || chr(160)), '')) when '*' then 'suppressed' when '' then 'not_submitted' end as waiting_over_18_to_52_weeks_count_missing_reason_code,
        case when regexp_full_match(coalesce(trim("365 days or more", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("365 days or more", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as waiting_over_52_weeks_count,
        case lower(coalesce(trim("365 days or more", e' \t\r\n' || chr(160)), '')) when '*' then 'suppressed' when '' then 'not_submitted' end as waiting_over_52_weeks_count_missing_reason_code,
        case when regexp_full_match(coalesce(trim("mean_weeks", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.][0-9]+)?') then try_cast(coalesce(trim("mean_weeks", e' \t\r\n' || chr(160)), '') as decimal(18, 6)) end as mean_wait_weeks,
        case lower(coalesce(trim("mean_weeks", e' \t\r\n' || chr(160)), '')) when '*' then 'suppressed' when '' then 'not_submitted' end as mean_wait_weeks_missing_reason_code,
        case when regexp_full_match(coalesce(trim("longest_weeks", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.][0-9]+)?') then try_cast(coalesce(trim("longest_weeks", e' \t\r\n' || chr(160)), '') as decimal(18, 6)) end as longest_wait_weeks,
        case lower(coalesce(trim("longest_weeks", e' \t\r\n' || chr(160)), '')) when '*' then 'suppressed' when '' then 'not_submitted' end as longest_wait_weeks_missing_reason_code
    from received

)

select * from typed
