-- Compiled from expectations/contracts/school_census.yml by `sendmart compile`. Do not edit.
with needs as (

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
    from {{ source('school_census', 'needs_each_month') }}

),

pupils as (

    select
        submission_id,
        nullif(coalesce(trim("pupilonrolltableid", e' \t\r\n' || chr(160)), ''), '') as pupil_row_id,
        nullif(coalesce(trim("schoolcensustableid", e' \t\r\n' || chr(160)), ''), '') as census_row_id,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn
    from {{ source('school_census', 'pupils_each_month') }}

),

headers as (

    select
        submission_id,
        nullif(coalesce(trim("schoolcensustableid", e' \t\r\n' || chr(160)), ''), '') as census_row_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("term", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("term", e' \t\r\n' || chr(160)), '') end as census_term_code,
        cast(try_strptime(coalesce(trim("referencedate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as reference_on,
        nullif(coalesce(trim("urn", e' \t\r\n' || chr(160)), ''), '') as urn
    from {{ source('school_census', 'headers_each_month') }}

),

joined as (

    select
        needs.submission_id,
        needs.supplier_code,
        needs.received_for_month,
        needs.received_line_number,
        needs.received_row_id,
        needs.need_row_id,
        needs.pupil_row_id,
        needs.need_rank,
        needs.need_type_code,
        pupils.upn,
        headers.census_term_code,
        headers.reference_on,
        headers.urn
    from needs
    left join pupils
        on
            needs.submission_id = pupils.submission_id
            and needs.pupil_row_id = pupils.pupil_row_id
    left join headers
        on
            pupils.submission_id = headers.submission_id
            and pupils.census_row_id = headers.census_row_id

)

select * from joined
