-- Compiled from expectations/contracts/school_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('school_census', 'ap_entries') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("approvisiondetailonrolltableid", e' \t\r\n' || chr(160)), ''), '') as ap_entry_row_id,
        nullif(coalesce(trim("pupilonrolltableid", e' \t\r\n' || chr(160)), ''), '') as pupil_row_id,
        nullif(coalesce(trim("prevurn", e' \t\r\n' || chr(160)), ''), '') as previous_school_urn,
        nullif(coalesce(trim("apreason", e' \t\r\n' || chr(160)), ''), '') as ap_entry_reason_mark,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("senprovisionentry", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("senprovisionentry", e' \t\r\n' || chr(160)), '') end as sen_provision_at_entry_code
    from received

)

select * from typed
