-- Compiled from expectations/contracts/dfe_sen2.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('dfe_sen2', 'authorities') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        case when regexp_full_match(coalesce(trim("time_period", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("time_period", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as calendar_year,
        nullif(coalesce(trim("geographic_level", e' \t\r\n' || chr(160)), ''), '') as geographic_level,
        nullif(coalesce(trim("region_code", e' \t\r\n' || chr(160)), ''), '') as region_ons_code,
        nullif(coalesce(trim("new_la_code", e' \t\r\n' || chr(160)), ''), '') as local_authority_ons_code,
        case when regexp_full_match(coalesce(trim("tot_inc_exc_ehc", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("tot_inc_exc_ehc", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as plans_issued_count,
        case lower(coalesce(trim("tot_inc_exc_ehc", e' \t\r\n' || chr(160)), '')) when 'z' then 'not_applicable' when 'x' then 'not_available' end as plans_issued_count_missing_reason_code,
        case when regexp_full_match(coalesce(trim("inc_exc_20week_ehc", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("inc_exc_20week_ehc", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as plans_issued_within_20_weeks_count,
        case lower(coalesce(trim("inc_exc_20week_ehc", e' \t\r\n' || chr(160)), '')) when 'z' then 'not_applicable' when 'x' then 'not_available' end as plans_issued_within_20_weeks_count_missing_reason_code,
        case when regexp_full_match(coalesce(trim("tot_no_exc_ehc", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("tot_no_exc_ehc", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as plans_issued_without_exception_count,
        case lower(coalesce(trim("tot_no_exc_ehc", e' \t\r\n' || chr(160)), '')) when 'z' then 'not_applicable' when 'x' then 'not_available' end as plans_issued_without_exception_count_missing_reason_code,
        case when regexp_full_match(coalesce(trim("no_exc_20week_ehc", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("no_exc_20week_ehc", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as plans_issued_within_20_weeks_without_exception_count,
        case lower(coalesce(trim("no_exc_20week_ehc", e' \t\r\n' || chr(160)), '')) when 'z' then 'not_applicable' when 'x' then 'not_available' end as plans_issued_within_20_weeks_without_exception_count_missing_reason_code
    from received

)

select * from typed
