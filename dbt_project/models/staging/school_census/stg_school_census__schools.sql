-- Compiled from expectations/contracts/school_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('school_census', 'schools') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("schooltableid", e' \t\r\n' || chr(160)), ''), '') as school_row_id,
        nullif(coalesce(trim("schoolcensustableid", e' \t\r\n' || chr(160)), ''), '') as census_row_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("phase", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("phase", e' \t\r\n' || chr(160)), '') end as school_phase_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("lowestncyeargroup", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("lowestncyeargroup", e' \t\r\n' || chr(160)), '') end as lowest_year_group_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("highestncyeargroup", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("highestncyeargroup", e' \t\r\n' || chr(160)), '') end as highest_year_group_code
    from received

)

select * from typed
