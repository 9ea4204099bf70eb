-- Compiled from expectations/contracts/cin_census.yml by `sendmart compile`. Do not edit.
with referrals as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("@number", e' \t\r\n' || chr(160)), ''), '') as care_referral_row_id,
        nullif(coalesce(trim("@parent", e' \t\r\n' || chr(160)), ''), '') as care_child_row_id,
        cast(try_strptime(coalesce(trim("CINreferralDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as care_referred_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ReferralSource", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ReferralSource", e' \t\r\n' || chr(160)), '') end as care_referral_source_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("PrimaryNeedCode", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("PrimaryNeedCode", e' \t\r\n' || chr(160)), '') end as care_primary_need_code,
        cast(try_strptime(coalesce(trim("CINclosureDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as care_closed_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ReasonForClosure", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ReasonForClosure", e' \t\r\n' || chr(160)), '') end as care_closure_reason_code,
        cast(try_strptime(coalesce(trim("DateOfInitialCPC", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as initial_conference_on,
        case when list_contains(['1', 'true'], lower(coalesce(trim("ReferralNFA", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'false'], lower(coalesce(trim("ReferralNFA", e' \t\r\n' || chr(160)), ''))) then false end as is_without_further_action
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
        referrals.submission_id,
        referrals.supplier_code,
        referrals.received_for_month,
        referrals.received_line_number,
        referrals.received_row_id,
        referrals.care_referral_row_id,
        referrals.care_child_row_id,
        referrals.care_referred_on,
        referrals.care_referral_source_code,
        referrals.care_primary_need_code,
        referrals.care_closed_on,
        referrals.care_closure_reason_code,
        referrals.initial_conference_on,
        referrals.is_without_further_action,
        children.la_child_id
    from referrals
    left join children
        on
            referrals.submission_id = children.submission_id
            and referrals.care_child_row_id = children.care_child_row_id

)

select * from joined
