-- Compiled from expectations/contracts/school_transport.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('school_transport', 'passengers') }}

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
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        case when list_contains(['1'], lower(coalesce(trim("travelled", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("travelled", e' \t\r\n' || chr(160)), ''))) then false end as has_travelled,
        case when list_contains(['1'], lower(coalesce(trim("passenger_assistant", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("passenger_assistant", e' \t\r\n' || chr(160)), ''))) then false end as has_passenger_assistant
    from received

)

select * from typed
