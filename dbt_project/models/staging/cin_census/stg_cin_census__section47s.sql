-- Compiled from expectations/contracts/cin_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('cin_census', 'section47s') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("@parent", e' \t\r\n' || chr(160)), ''), '') as care_referral_row_id,
        cast(try_strptime(coalesce(trim("S47ActualStartDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as enquiry_started_on,
        cast(try_strptime(coalesce(trim("InitialCPCtarget", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as conference_target_on,
        cast(try_strptime(coalesce(trim("DateOfInitialCPC", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as initial_conference_on,
        case when list_contains(['1', 'true'], lower(coalesce(trim("ICPCnotRequired", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0', 'false'], lower(coalesce(trim("ICPCnotRequired", e' \t\r\n' || chr(160)), ''))) then false end as is_conference_not_required
    from received

)

select * from typed
