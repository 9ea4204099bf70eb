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
        nullif(coalesce(trim("persontableid"), ''), '') as person_row_id,
        nullif(coalesce(trim("sen2tableid"), ''), '') as header_row_id,
        nullif(coalesce(trim("NativeId"), ''), '') as case_system_person_id,
        nullif(coalesce(trim("upn"), ''), '') as upn,
        nullif(coalesce(trim("uniquelearnernumber"), ''), '') as unique_learner_number,
        nullif(coalesce(trim("upnunknown"), ''), '') as upn_unknown_reason_code,
        nullif(coalesce(trim("surname"), ''), '') as surname,
        nullif(coalesce(trim("forename"), ''), '') as forename,
        nullif(coalesce(trim("postcode"), ''), '') as postcode,
        cast(try_strptime(coalesce(trim("personbirthdate"), ''), '%Y-%b-%d %H:%M:%S') as date) as born_on,
        nullif(coalesce(trim("sex"), ''), '') as sex_code,
        nullif(coalesce(trim("ethnicity"), ''), '') as ethnicity_code
    from received

)

select * from typed
