-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('sen2', 'headers') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        nullif(coalesce(trim("sen2tableid"), ''), '') as header_row_id,
        nullif(coalesce(trim("lea"), ''), '') as local_authority_code,
        cast(try_strptime(coalesce(trim("referencedate"), ''), '%Y-%b-%d %H:%M:%S') as date) as reference_on
    from received

)

select * from typed
