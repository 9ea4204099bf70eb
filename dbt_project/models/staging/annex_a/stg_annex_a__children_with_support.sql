-- Compiled from expectations/contracts/annex_a.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('annex_a', 'children_with_support') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("Unique ID", e' \t\r\n' || chr(160)), ''), '') as case_system_person_id,
        nullif(coalesce(trim("UPN", e' \t\r\n' || chr(160)), ''), '') as upn,
        nullif(nullif(coalesce(trim("ULN", e' \t\r\n' || chr(160)), ''), ''), '9999999999') as unique_learner_number,
        cast(try_strptime(coalesce(trim("Date of birth", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as born_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("Gender", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("Gender", e' \t\r\n' || chr(160)), '')) when 'a) male' then 'M' when 'male' then 'M' when '1' then 'M' when 'm' then 'M' when 'b) female' then 'F' when 'female' then 'F' when '2' then 'F' when 'f' then 'F' else coalesce(trim("Gender", e' \t\r\n' || chr(160)), '') end end as sex_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("Ethnicity", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("Ethnicity", e' \t\r\n' || chr(160)), '')) when 'a) wbri' then 'WBRI' when 'b) wiri' then 'WIRI' when 'c) wirt' then 'WIRT' when 'd) woth' then 'WOTH' when 'e) wrom' then 'WROM' when 'f) mwbc' then 'MWBC' when 'g) mwba' then 'MWBA' when 'h) mwas' then 'MWAS' when 'i) moth' then 'MOTH' when 'j) aind' then 'AIND' when 'k) apkn' then 'APKN' when 'l) aban' then 'ABAN' when 'm) aoth' then 'AOTH' when 'n) bcrb' then 'BCRB' when 'o) bafr' then 'BAFR' when 'p) both' then 'BOTH' when 'q) chne' then 'CHNE' when 'r) ooth' then 'OOTH' when 's) nobt' then 'NOBT' when 't) refu' then 'REFU' else coalesce(trim("Ethnicity", e' \t\r\n' || chr(160)), '') end end as ethnicity_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("SEN primary need", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("SEN primary need", e' \t\r\n' || chr(160)), '') end as need_type_code,
        nullif(coalesce(trim("Main education establishment – URN", e' \t\r\n' || chr(160)), ''), '') as urn,
        nullif(coalesce(trim("Main education establishment – phase", e' \t\r\n' || chr(160)), ''), '') as main_setting_phase,
        nullif(coalesce(trim("Subsidiary education establishment – phase (dual registration)", e' \t\r\n' || chr(160)), ''), '') as second_setting_phase,
        case when regexp_full_match(coalesce(trim("Suspensions", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("Suspensions", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as suspension_count,
        case when regexp_full_match(coalesce(trim("Permanent exclusions", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("Permanent exclusions", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as permanent_exclusion_count,
        case when regexp_full_match(coalesce(trim("Absence", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.][0-9]+)?') then try_cast(coalesce(trim("Absence", e' \t\r\n' || chr(160)), '') as decimal(18, 6)) end as absence_percent,
        case when list_contains(['1', 'yes', 'y', 'true', 'a) yes'], lower(coalesce(trim("Pupil Premium", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'no', 'n', 'false', 'b) no'], lower(coalesce(trim("Pupil Premium", e' \t\r\n' || chr(160)), ''))) then false end as has_pupil_premium,
        case when list_contains(['1', 'yes', 'y', 'true', 'a) yes'], lower(coalesce(trim("Known to children's social care?", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'no', 'n', 'false', 'b) no'], lower(coalesce(trim("Known to children's social care?", e' \t\r\n' || chr(160)), ''))) then false end as is_known_to_social_care,
        nullif(coalesce(trim("Which children's social care team?", e' \t\r\n' || chr(160)), ''), '') as social_care_team,
        case when list_contains(['1', 'yes', 'y', 'true', 'a) yes'], lower(coalesce(trim("Does the child or young person have a disability?", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'no', 'n', 'false', 'b) no'], lower(coalesce(trim("Does the child or young person have a disability?", e' \t\r\n' || chr(160)), ''))) then false end as is_recorded_as_disabled
    from received

)

select * from typed
