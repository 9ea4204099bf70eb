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
        received_row_id,
        nullif(coalesce(trim("sen2tableid", e' \t\r\n' || chr(160)), ''), '') as header_row_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("lea", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("lea", e' \t\r\n' || chr(160)), '') end as local_authority_code,
        cast(coalesce(try_strptime(coalesce(trim("referencedate", e' \t\r\n' || chr(160)), ''), '%Y-%b-%d %H:%M:%S'), try_strptime(coalesce(trim("referencedate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d')) as date) as reference_on
    from received

)

select * from typed
