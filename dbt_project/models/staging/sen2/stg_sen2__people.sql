-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('sen2', 'people') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("persontableid", e' \t\r\n' || chr(160)), ''), '') as person_row_id,
        nullif(coalesce(trim("sen2tableid", e' \t\r\n' || chr(160)), ''), '') as header_row_id,
        nullif(coalesce(trim("NativeId", e' \t\r\n' || chr(160)), ''), '') as case_system_person_id,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        nullif(nullif(coalesce(trim("uniquelearnernumber", e' \t\r\n' || chr(160)), ''), ''), '9999999999') as unique_learner_number,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("upnunknown", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("upnunknown", e' \t\r\n' || chr(160)), '') end as upn_unknown_reason_code,
        nullif(coalesce(trim("surname", e' \t\r\n' || chr(160)), ''), '') as surname,
        nullif(coalesce(trim("forename", e' \t\r\n' || chr(160)), ''), '') as forename,
        nullif(coalesce(trim("postcode", e' \t\r\n' || chr(160)), ''), '') as postcode,
        cast(coalesce(try_strptime(coalesce(trim("personbirthdate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("personbirthdate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as born_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("sex", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("sex", e' \t\r\n' || chr(160)), '') end as sex_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ethnicity", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ethnicity", e' \t\r\n' || chr(160)), '') end as ethnicity_code
    from received

)

select * from typed
