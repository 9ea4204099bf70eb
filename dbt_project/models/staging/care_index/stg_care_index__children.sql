-- Compiled from expectations/contracts/care_index.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('care_index', 'children') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("snapshot_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as snapshot_on,
        nullif(coalesce(trim("la_child_id", e' \t\r\n' || chr(160)), ''), '') as la_child_id,
        nullif(coalesce(trim("forename", e' \t\r\n' || chr(160)), ''), '') as forename,
        nullif(coalesce(trim("surname", e' \t\r\n' || chr(160)), ''), '') as surname,
        case when cast(try_strptime(coalesce(trim("dob", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) >= date '1985-01-01' then cast(try_strptime(coalesce(trim("dob", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) end as born_on,
        nullif(coalesce(trim("postcode", e' \t\r\n' || chr(160)), ''), '') as postcode,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("sex", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("sex", e' \t\r\n' || chr(160)), '')) when '1' then 'M' when 'male' then 'M' when 'm' then 'M' when '2' then 'F' when 'female' then 'F' when 'f' then 'F' else coalesce(trim("sex", e' \t\r\n' || chr(160)), '') end end as sex_code,
        case when (regexp_full_match(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '[ABCDEFGHJKLMNPQRTUVWXYZ][0-9]{11}[0-9ABCDEFGHJKLMNPQRTUVWXYZ]') and substr('ABCDEFGHJKLMNPQRTUVWXYZ', 1 + ((try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 2, 11) as bigint) // 10000000000) % 10 * 2 + (try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 2, 11) as bigint) // 1000000000) % 10 * 3 + (try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 2, 11) as bigint) // 100000000) % 10 * 4 + (try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 2, 11) as bigint) // 10000000) % 10 * 5 + (try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 2, 11) as bigint) // 1000000) % 10 * 6 + (try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 2, 11) as bigint) // 100000) % 10 * 7 + (try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 2, 11) as bigint) // 10000) % 10 * 8 + (try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 2, 11) as bigint) // 1000) % 10 * 9 + (try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 2, 11) as bigint) // 100) % 10 * 10 + (try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 2, 11) as bigint) // 10) % 10 * 11 + (try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 2, 11) as bigint) // 1) % 10 * 12 + coalesce(try_cast(substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 13, 1) as integer), strpos('ABCDEFGHJKLMNPQRTUVWXYZ', substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 13, 1)) - 1) * 13) % 23, 1) = substr(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), 1, 1)) then nullif(nullif(nullif(nullif(nullif(nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), ''), 'UN1'), 'UN2'), 'UN3'), 'UN4'), 'UN5') end as upn,
        case when (regexp_full_match(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[0-9]{10}') and (case when regexp_full_match(regexp_replace(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[^0-9A-Za-z]', '', 'g'), '[0-9]{10}') then (11 - (cast(substr(regexp_replace(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[^0-9A-Za-z]', '', 'g'), 1, 1) as integer) * 10 + cast(substr(regexp_replace(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[^0-9A-Za-z]', '', 'g'), 2, 1) as integer) * 9 + cast(substr(regexp_replace(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[^0-9A-Za-z]', '', 'g'), 3, 1) as integer) * 8 + cast(substr(regexp_replace(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[^0-9A-Za-z]', '', 'g'), 4, 1) as integer) * 7 + cast(substr(regexp_replace(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[^0-9A-Za-z]', '', 'g'), 5, 1) as integer) * 6 + cast(substr(regexp_replace(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[^0-9A-Za-z]', '', 'g'), 6, 1) as integer) * 5 + cast(substr(regexp_replace(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[^0-9A-Za-z]', '', 'g'), 7, 1) as integer) * 4 + cast(substr(regexp_replace(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[^0-9A-Za-z]', '', 'g'), 8, 1) as integer) * 3 + cast(substr(regexp_replace(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[^0-9A-Za-z]', '', 'g'), 9, 1) as integer) * 2) % 11) % 11 = cast(substr(regexp_replace(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '[^0-9A-Za-z]', '', 'g'), 10, 1) as integer) else false end) and not coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), '') = repeat(substr(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), 1, 1), 10)) then nullif(coalesce(trim("nhs_number", e' \t\r\n' || chr(160)), ''), '') end as nhs_number,
        case when list_contains(['1'], lower(coalesce(trim("adopted", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("adopted", e' \t\r\n' || chr(160)), ''))) then false end as is_adopted,
        case when list_contains(['1'], lower(coalesce(trim("do_not_process", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("do_not_process", e' \t\r\n' || chr(160)), ''))) then false end as is_not_to_be_processed
    from received

)

select * from typed
