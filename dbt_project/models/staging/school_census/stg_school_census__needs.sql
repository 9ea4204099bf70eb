-- Compiled from expectations/contracts/school_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('school_census', 'needs') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("senneedstableid", e' \t\r\n' || chr(160)), ''), '') as need_row_id,
        nullif(coalesce(trim("pupilonrolltableid", e' \t\r\n' || chr(160)), ''), '') as pupil_row_id,
        case when regexp_full_match(coalesce(trim("sentyperank", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("sentyperank", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as need_rank,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("sentype", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("sentype", e' \t\r\n' || chr(160)), '') end as need_type_code
    from received

)

select * from typed
