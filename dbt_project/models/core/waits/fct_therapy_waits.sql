with referrals as (

    select * from {{ ref('stg_therapy_waits__referrals') }}

),

organisations as (

    select * from {{ ref('nhs_organisations') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

bands as (

    select * from {{ ref('wait_bands') }}
    where code <> 'all'

),

judged as (

    select
        referrals.submission_id,
        referrals.received_row_id,
        linked.person_id,
        organisations.code as nhs_organisation_code,
        referrals.therapy_service_code,
        referrals.wait_stage_code,
        referrals.received_for_month as month_starting_on,
        referrals.snapshot_on,
        referrals.referral_received_on,
        referrals.clock_started_on,
        referrals.first_contact_on,
        coalesce(referrals.is_ehc_advice_request, false) as is_ehc_advice_request,
        coalesce(referrals.first_contact_on > referrals.snapshot_on, true)
        and coalesce(referrals.discharged_on > referrals.snapshot_on, true) as is_on_list,
        coalesce(
            date_trunc('month', referrals.first_contact_on) = referrals.received_for_month, false
        ) as is_seen_in_month
    from referrals
    inner join organisations on referrals.supplier_code = organisations.ods_code
    left join linked
        on
            {{ is_record_of('linked', 'referrals', 'patient_pseudonym') | indent(12) }}

),

timed as (

    select
        *,
        case
            when is_on_list then snapshot_on - clock_started_on
            when is_seen_in_month then first_contact_on - clock_started_on
        end as days_reckoned
    from judged

),

credible as (

    select
        * exclude (days_reckoned),
        -- A clock that starts after it stops tells nothing of the wait.
        case when days_reckoned >= 0 then days_reckoned end as days_waited
    from timed

),

banded as (

    select
        {{ record_named(
            'credible.person_id',
            ['credible.nhs_organisation_code', 'credible.therapy_service_code', 'credible.wait_stage_code'],
            ['credible.month_starting_on']
        ) | indent(8) }} as wait_id,
        credible.*,
        bands.code as wait_band_code,
        -- NHS England's bands: over 18 weeks is 127 days or more, over 52 weeks 365 or more.
        coalesce(bands.min_days >= 127, false) as is_over_18_weeks,
        coalesce(bands.min_days >= 365, false) as is_over_52_weeks
    from credible
    left join bands
        on
            credible.days_waited >= bands.min_days
            and (bands.max_days is null or credible.days_waited <= bands.max_days)

)

select * from banded
