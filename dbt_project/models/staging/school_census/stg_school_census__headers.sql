-- Compiled from expectations/contracts/school_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('school_census', 'headers') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("schoolcensustableid", e' \t\r\n' || chr(160)), ''), '') as census_row_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("term", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("term", e' \t\r\n' || chr(160)), '') end as census_term_code,
        cast(try_strptime(coalesce(trim("referencedate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as reference_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("lea", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("lea", e' \t\r\n' || chr(160)), '') end as local_authority_code,
        nullif(coalesce(trim("estab", e' \t\r\n' || chr(160)), ''), '') as establishment_number,
        nullif(coalesce(trim("urn", e' \t\r\n' || chr(160)), ''), '') as urn
    from received

)

select * from typed
