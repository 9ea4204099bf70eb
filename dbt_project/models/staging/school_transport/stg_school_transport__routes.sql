-- Compiled from expectations/contracts/school_transport.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('school_transport', 'routes') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as travelled_on,
        nullif(coalesce(trim("route_id", e' \t\r\n' || chr(160)), ''), '') as transport_route_id,
        nullif(coalesce(trim("operator", e' \t\r\n' || chr(160)), ''), '') as transport_operator,
        case when list_contains(['1'], lower(coalesce(trim("am_run", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("am_run", e' \t\r\n' || chr(160)), ''))) then false end as has_morning_run,
        case when list_contains(['1'], lower(coalesce(trim("pm_run", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("pm_run", e' \t\r\n' || chr(160)), ''))) then false end as has_afternoon_run,
        nullif(coalesce(trim("urn", e' \t\r\n' || chr(160)), ''), '') as urn
    from received

)

select * from typed
