-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with requests as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("requeststableid", e' \t\r\n' || chr(160)), ''), '') as request_row_id,
        nullif(coalesce(trim("persontableid", e' \t\r\n' || chr(160)), ''), '') as person_row_id,
        nullif(coalesce(trim("NativeId", e' \t\r\n' || chr(160)), ''), '') as case_system_request_id,
        cast(coalesce(try_strptime(coalesce(trim("receiveddate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("receiveddate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as request_received_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("requestsource", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("requestsource", e' \t\r\n' || chr(160)), '') end as request_source_code,
        case when list_contains(['1'], lower(coalesce(trim("rya", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("rya", e' \t\r\n' || chr(160)), ''))) then false end as is_in_youth_accommodation,
        cast(coalesce(try_strptime(coalesce(trim("requestoutcomedate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("requestoutcomedate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as request_decided_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("requestoutcome", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("requestoutcome", e' \t\r\n' || chr(160)), '') end as request_outcome_code,
        case when list_contains(['1'], lower(coalesce(trim("requestmediation", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("requestmediation", e' \t\r\n' || chr(160)), ''))) then false end as has_request_mediation,
        case when list_contains(['1'], lower(coalesce(trim("requesttribunal", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("requesttribunal", e' \t\r\n' || chr(160)), ''))) then false end as has_request_tribunal,
        nullif(coalesce(trim("exported", e' \t\r\n' || chr(160)), ''), '') as exported_mark,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("locality", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("locality", e' \t\r\n' || chr(160)), '') end as locality,
        nullif(coalesce(trim("casesystem", e' \t\r\n' || chr(160)), ''), '') as case_system
    from {{ source('sen2', 'requests_each_month') }}

),

people as (

    select
        submission_id,
        nullif(coalesce(trim("persontableid", e' \t\r\n' || chr(160)), ''), '') as person_row_id,
        nullif(coalesce(trim("NativeId", e' \t\r\n' || chr(160)), ''), '') as case_system_person_id
    from {{ source('sen2', 'people_each_month') }}

),

joined as (

    select
        requests.submission_id,
        requests.supplier_code,
        requests.received_for_month,
        requests.received_line_number,
        requests.received_row_id,
        requests.request_row_id,
        requests.person_row_id,
        requests.case_system_request_id,
        requests.request_received_on,
        requests.request_source_code,
        requests.is_in_youth_accommodation,
        requests.request_decided_on,
        requests.request_outcome_code,
        requests.has_request_mediation,
        requests.has_request_tribunal,
        requests.exported_mark,
        requests.locality,
        requests.case_system,
        people.case_system_person_id
    from requests
    left join people
        on
            requests.submission_id = people.submission_id
            and requests.person_row_id = people.person_row_id

)

select * from joined
