-- Compiled from expectations/contracts/cin_census.yml by `sendmart compile`. Do not edit.
with child_protection_plans as (

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
    from {{ source('cin_census', 'child_protection_plans_each_month') }}

),

referrals as (

    select
        submission_id,
        nullif(coalesce(trim("@number", e' \t\r\n' || chr(160)), ''), '') as care_referral_row_id,
        nullif(coalesce(trim("@parent", e' \t\r\n' || chr(160)), ''), '') as care_child_row_id,
        cast(try_strptime(coalesce(trim("CINreferralDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as care_referred_on
    from {{ source('cin_census', 'referrals_each_month') }}

),

children as (

    select
        submission_id,
        nullif(coalesce(trim("@number", e' \t\r\n' || chr(160)), ''), '') as care_child_row_id,
        nullif(coalesce(trim("ChildIdentifiers/LAchildID", e' \t\r\n' || chr(160)), ''), '') as la_child_id
    from {{ source('cin_census', 'children_each_month') }}

),

joined as (

    select
        child_protection_plans.submission_id,
        child_protection_plans.supplier_code,
        child_protection_plans.received_for_month,
        child_protection_plans.received_line_number,
        child_protection_plans.received_row_id,
        child_protection_plans.protection_plan_row_id,
        child_protection_plans.care_referral_row_id,
        child_protection_plans.protection_plan_started_on,
        child_protection_plans.protection_plan_ended_on,
        child_protection_plans.initial_abuse_category_code,
        child_protection_plans.latest_abuse_category_code,
        child_protection_plans.earlier_protection_plan_count,
        referrals.care_referred_on,
        children.la_child_id
    from child_protection_plans
    left join referrals
        on
            child_protection_plans.submission_id = referrals.submission_id
            and child_protection_plans.care_referral_row_id = referrals.care_referral_row_id
    left join children
        on
            referrals.submission_id = children.submission_id
            and referrals.care_child_row_id = children.care_child_row_id

)

select * from joined
