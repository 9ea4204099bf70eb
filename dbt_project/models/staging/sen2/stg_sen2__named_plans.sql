-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('sen2', 'named_plans') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        nullif(coalesce(trim("namedplantableid"), ''), '') as named_plan_row_id,
        nullif(coalesce(trim("assessmenttableid"), ''), '') as assessment_row_id,
        cast(try_strptime(coalesce(trim("startdate"), ''), '%Y-%b-%d %H:%M:%S') as date) as plan_started_on,
        nullif(coalesce(trim("planres"), ''), '') as plan_residential_code,
        nullif(coalesce(trim("planwbp"), ''), '') as plan_work_based_mark,
        case coalesce(trim("pb"), '') when '1' then true when '0' then false end as has_personal_budget,
        case coalesce(trim("oa"), '') when '1' then true when '0' then false end as has_organised_arrangement,
        nullif(coalesce(trim("dp"), ''), '') as direct_payment_mark,
        cast(try_strptime(coalesce(trim("ceasedate"), ''), '%Y-%b-%d %H:%M:%S') as date) as plan_ceased_on,
        nullif(coalesce(trim("ceasereason"), ''), '') as plan_cease_reason_code
    from received

)

select * from typed
