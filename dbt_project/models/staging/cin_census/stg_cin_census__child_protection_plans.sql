-- Compiled from expectations/contracts/cin_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('cin_census', 'child_protection_plans') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("@number", e' \t\r\n' || chr(160)), ''), '') as protection_plan_row_id,
        nullif(coalesce(trim("@parent", e' \t\r\n' || chr(160)), ''), '') as care_referral_row_id,
        cast(try_strptime(coalesce(trim("CPPstartDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as protection_plan_started_on,
        cast(try_strptime(coalesce(trim("CPPendDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as protection_plan_ended_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("InitialCategoryOfAbuse", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("InitialCategoryOfAbuse", e' \t\r\n' || chr(160)), '') end as initial_abuse_category_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("LatestCategoryOfAbuse", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("LatestCategoryOfAbuse", e' \t\r\n' || chr(160)), '') end as latest_abuse_category_code,
        case when regexp_full_match(coalesce(trim("NumberOfPreviousCPP", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("NumberOfPreviousCPP", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as earlier_protection_plan_count
    from received

)

select * from typed
