-- Compiled from expectations/contracts/school_census.yml by `sendmart compile`. Do not edit.
with pupils as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("pupilonrolltableid", e' \t\r\n' || chr(160)), ''), '') as pupil_row_id,
        nullif(coalesce(trim("schoolcensustableid", e' \t\r\n' || chr(160)), ''), '') as census_row_id,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        nullif(coalesce(trim("formerupn", e' \t\r\n' || chr(160)), ''), '') as former_upn,
        nullif(nullif(coalesce(trim("uniquelearnernumber", e' \t\r\n' || chr(160)), ''), ''), '9999999999') as unique_learner_number,
        nullif(coalesce(trim("surname", e' \t\r\n' || chr(160)), ''), '') as surname,
        nullif(coalesce(trim("forename", e' \t\r\n' || chr(160)), ''), '') as forename,
        cast(try_strptime(coalesce(trim("dob", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as born_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("sex", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("sex", e' \t\r\n' || chr(160)), '') end as sex_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ethnicity", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ethnicity", e' \t\r\n' || chr(160)), '') end as ethnicity_code,
        nullif(coalesce(trim("language", e' \t\r\n' || chr(160)), ''), '') as language_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("enrolstatus", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("enrolstatus", e' \t\r\n' || chr(160)), '') end as enrolment_status_code,
        cast(try_strptime(coalesce(trim("entrydate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S') as date) as entered_school_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ncyearactual", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ncyearactual", e' \t\r\n' || chr(160)), '') end as year_group_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("senprovision", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("senprovision", e' \t\r\n' || chr(160)), '') end as sen_provision_code,
        case when list_contains(['1', 'true'], lower(coalesce(trim("senunitindicator", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'false'], lower(coalesce(trim("senunitindicator", e' \t\r\n' || chr(160)), ''))) then false end as has_sen_unit_place,
        case when list_contains(['1', 'true'], lower(coalesce(trim("resourcedprovisionindicator", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'false'], lower(coalesce(trim("resourcedprovisionindicator", e' \t\r\n' || chr(160)), ''))) then false end as has_resourced_provision_place,
        case when list_contains(['1', 'true'], lower(coalesce(trim("parttime", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'false'], lower(coalesce(trim("parttime", e' \t\r\n' || chr(160)), ''))) then false end as is_part_time,
        nullif(coalesce(trim("boarder", e' \t\r\n' || chr(160)), ''), '') as boarder_code,
        case when regexp_full_match(coalesce(trim("termlysessionspossible", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("termlysessionspossible", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as possible_session_count,
        case when list_contains(['1', 'true'], lower(coalesce(trim("topupfunding", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'false'], lower(coalesce(trim("topupfunding", e' \t\r\n' || chr(160)), ''))) then false end as has_top_up_funding,
        nullif(coalesce(trim("plaa", e' \t\r\n' || chr(160)), ''), '') as post_looked_after_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("youngcarer", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("youngcarer", e' \t\r\n' || chr(160)), '') end as young_carer_code
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
        pupils.submission_id,
        pupils.supplier_code,
        pupils.received_for_month,
        pupils.received_line_number,
        pupils.received_row_id,
        pupils.pupil_row_id,
        pupils.census_row_id,
        pupils.upn,
        pupils.former_upn,
        pupils.unique_learner_number,
        pupils.surname,
        pupils.forename,
        pupils.born_on,
        pupils.sex_code,
        pupils.ethnicity_code,
        pupils.language_code,
        pupils.enrolment_status_code,
        pupils.entered_school_on,
        pupils.year_group_code,
        pupils.sen_provision_code,
        pupils.has_sen_unit_place,
        pupils.has_resourced_provision_place,
        pupils.is_part_time,
        pupils.boarder_code,
        pupils.possible_session_count,
        pupils.has_top_up_funding,
        pupils.post_looked_after_code,
        pupils.young_carer_code,
        headers.census_term_code,
        headers.reference_on,
        headers.urn
    from pupils
    left join headers
        on
            pupils.submission_id = headers.submission_id
            and pupils.census_row_id = headers.census_row_id

)

select * from joined
