with referrals as (

    select * from {{ ref('stg_cin_census__referrals_each_month') }}

),

disabled as (

    select distinct
        submission_id,
        care_child_row_id
    from {{ ref('stg_cin_census__disabilities_each_month') }}
    where disability_code <> 'NONE'

),

linked as (

    select * from {{ source('linked', 'people') }}

),

told as (

    select
        referrals.*,
        linked.person_id,
        disabled.care_child_row_id is not null as has_disability_code,
        {{ return_tells_from('referrals.received_for_month') }} as told_from_on,
        {{ return_tells_to('referrals.received_for_month', 'referrals.supplier_code') | indent(8) }} as told_to_on
    from referrals
    left join linked
        on
            {{ is_record_of('linked', 'referrals', 'la_child_id') | indent(12) }}
    left join disabled
        on
            referrals.submission_id = disabled.submission_id
            and referrals.care_child_row_id = disabled.care_child_row_id

),

judged as (

    select
        {{ record_named('person_id', ['care_referred_on'], ['received_for_month']) | indent(8) }} as care_referral_id,
        person_id,
        supplier_code as local_authority_code,
        submission_id,
        received_row_id,
        received_for_month as return_month_starting_on,
        care_primary_need_code,
        care_referred_on,
        care_closed_on,
        care_closure_reason_code,
        is_without_further_action,
        -- DfE, children in need census: disability as the primary need (N2), or any disability.
        has_disability_code or coalesce(care_primary_need_code = 'N2', false) as has_disability,
        -- A referral that nothing was done about opens no case; on the day of its closure a case is
        -- no longer open.
        case
            when not is_without_further_action then greatest(care_referred_on, told_from_on)
        end as in_need_from_on,
        case
            when not is_without_further_action then least(care_closed_on - 1, told_to_on)
        end as in_need_to_on
    from told

)

select * from judged
