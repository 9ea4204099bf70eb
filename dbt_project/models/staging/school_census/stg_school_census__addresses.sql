-- Compiled from expectations/contracts/school_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('school_census', 'addresses') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("addressesonrolltableid", e' \t\r\n' || chr(160)), ''), '') as address_row_id,
        nullif(coalesce(trim("pupilonrolltableid", e' \t\r\n' || chr(160)), ''), '') as pupil_row_id,
        nullif(coalesce(trim("postcode", e' \t\r\n' || chr(160)), ''), '') as postcode,
        nullif(coalesce(trim("uprn", e' \t\r\n' || chr(160)), ''), '') as uprn
    from received

)

select * from typed
