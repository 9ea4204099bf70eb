with referrals as (

    select * from {{ ref('stg_neurodevelopmental_waits__referrals') }}

),

organisations as (

    select * from {{ ref('nhs_organisations') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

judged as (

    select
        referrals.submission_id,
        referrals.received_row_id,
        linked.person_id,
        organisations.code as nhs_organisation_code,
        referrals.assessed_condition_code,
        referrals.assessment_pathway_code,
        referrals.received_for_month as month_starting_on,
        referrals.snapshot_on,
        referrals.referral_received_on,
        referrals.transferred_in_on,
        referrals.first_contact_on,
        referrals.assessed_condition_code in ('autism', 'both') as is_suspected_autism,
        coalesce(referrals.first_contact_on <= referrals.snapshot_on, false) as is_seen,
        coalesce(referrals.discharged_on <= referrals.snapshot_on, false) as is_discharged,
        -- From the day the referral arrived: a new date given on transfer hides the time before.
        case
            when referrals.referral_received_on <= referrals.snapshot_on
                then referrals.snapshot_on - referrals.referral_received_on
        end as days_since_referral
    from referrals
    inner join organisations on referrals.supplier_code = organisations.ods_code
    left join linked
        on
            {{ is_record_of('linked', 'referrals', 'patient_pseudonym') | indent(12) }}

),

timed as (

    select
        {{ record_named(
            'person_id', ['nhs_organisation_code', 'assessed_condition_code'], ['month_starting_on']
        ) | indent(8) }} as pathway_wait_id,
        judged.*,
        not is_seen and not is_discharged as is_on_list,
        -- NHS England, autism waiting time statistics: open for 13 weeks (91 days) or more.
        coalesce(days_since_referral >= 91, false) as is_open_13_weeks
    from judged

)

select * from timed
