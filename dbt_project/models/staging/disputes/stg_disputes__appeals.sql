-- Compiled from expectations/contracts/disputes.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('disputes', 'appeals') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("log_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as dispute_log_taken_on,
        nullif(coalesce(trim("case_ref", e' \t\r\n' || chr(160)), ''), '') as appeal_ref,
        nullif(coalesce(trim("upn", e' \t\r\n' || chr(160)), ''), '') as upn,
        cast(try_strptime(coalesce(trim("registered_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as appeal_registered_on,
        cast(try_strptime(coalesce(trim("decision_date_appealed", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as decision_appealed_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("appeal_type", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("appeal_type", e' \t\r\n' || chr(160)), '')) when 'refuse assess' then 'refuse_assess' when 'refuse issue' then 'refuse_issue' when 'refuse reassess' then 'refuse_reassess' when 'contents b' then 'contents' when 'contents f' then 'contents' when 'contents i' then 'contents' when 'contents bfi' then 'contents' else coalesce(trim("appeal_type", e' \t\r\n' || chr(160)), '') end end as appeal_type_code,
        case when list_contains(['1'], lower(coalesce(trim("extended_appeal", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("extended_appeal", e' \t\r\n' || chr(160)), ''))) then false end as is_extended_appeal,
        cast(try_strptime(coalesce(trim("mediation_certificate_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as mediation_certified_on,
        cast(try_strptime(coalesce(trim("hearing_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as hearing_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("outcome", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("outcome", e' \t\r\n' || chr(160)), '')) when 'struck out' then 'struck_out' else coalesce(trim("outcome", e' \t\r\n' || chr(160)), '') end end as appeal_outcome_code,
        cast(try_strptime(coalesce(trim("closed_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as appeal_closed_on
    from received

)

select * from typed
