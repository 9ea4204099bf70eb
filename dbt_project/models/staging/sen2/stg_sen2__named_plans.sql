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
        received_row_id,
        nullif(coalesce(trim("namedplantableid", e' \t\r\n' || chr(160)), ''), '') as named_plan_row_id,
        nullif(coalesce(trim("assessmenttableid", e' \t\r\n' || chr(160)), ''), '') as assessment_row_id,
        cast(coalesce(try_strptime(coalesce(trim("startdate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("startdate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as plan_started_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("planres", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("planres", e' \t\r\n' || chr(160)), '') end as plan_residential_code,
        nullif(coalesce(trim("planwbp", e' \t\r\n' || chr(160)), ''), '') as plan_work_based_mark,
        case when list_contains(['1'], lower(coalesce(trim("pb", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("pb", e' \t\r\n' || chr(160)), ''))) then false end as has_personal_budget,
        case when list_contains(['1'], lower(coalesce(trim("oa", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("oa", e' \t\r\n' || chr(160)), ''))) then false end as has_organised_arrangement,
        nullif(coalesce(trim("dp", e' \t\r\n' || chr(160)), ''), '') as direct_payment_mark,
        cast(coalesce(try_strptime(coalesce(trim("ceasedate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("ceasedate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as plan_ceased_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ceasereason", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ceasereason", e' \t\r\n' || chr(160)), '') end as plan_cease_reason_code
    from received

)

select * from typed
