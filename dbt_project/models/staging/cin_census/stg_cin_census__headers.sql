-- Compiled from expectations/contracts/cin_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('cin_census', 'headers') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("@number", e' \t\r\n' || chr(160)), ''), '') as header_row_id,
        nullif(coalesce(trim("CollectionDetails/Collection", e' \t\r\n' || chr(160)), ''), '') as collection_name,
        case when regexp_full_match(coalesce(trim("CollectionDetails/Year", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("CollectionDetails/Year", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as census_year,
        cast(try_strptime(coalesce(trim("CollectionDetails/ReferenceDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as reference_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("Source/LEA", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("Source/LEA", e' \t\r\n' || chr(160)), '') end as local_authority_code
    from received

)

select * from typed
