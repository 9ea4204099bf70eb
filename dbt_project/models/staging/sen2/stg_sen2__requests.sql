-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('sen2', 'requests') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        nullif(coalesce(trim("requeststableid"), ''), '') as request_row_id,
        nullif(coalesce(trim("persontableid"), ''), '') as person_row_id,
        nullif(coalesce(trim("NativeId"), ''), '') as case_system_request_id,
        cast(try_strptime(coalesce(trim("receiveddate"), ''), '%Y-%b-%d %H:%M:%S') as date) as request_received_on,
        nullif(coalesce(trim("requestsource"), ''), '') as request_source_code,
        case coalesce(trim("rya"), '') when '1' then true when '0' then false end as is_in_youth_accommodation,
        cast(try_strptime(coalesce(trim("requestoutcomedate"), ''), '%Y-%b-%d %H:%M:%S') as date) as request_decided_on,
        nullif(coalesce(trim("requestoutcome"), ''), '') as request_outcome_code,
        case coalesce(trim("requestmediation"), '') when '1' then true when '0' then false end as has_request_mediation,
        case coalesce(trim("requesttribunal"), '') when '1' then true when '0' then false end as has_request_tribunal,
        nullif(coalesce(trim("exported"), ''), '') as exported_mark,
        nullif(coalesce(trim("locality"), ''), '') as locality,
        nullif(coalesce(trim("casesystem"), ''), '') as case_system
    from received

)

select * from typed
