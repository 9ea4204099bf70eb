-- Compiled from expectations/contracts/ssda903.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('ssda903', 'oc2') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("CHILD", e' \t\r\n' || chr(160)), ''), '') as la_child_id,
        cast(try_strptime(coalesce(trim("DOB", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as born_on,
        case when regexp_full_match(coalesce(trim("SDQ_SCORE", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("SDQ_SCORE", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as sdq_score,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("SDQ_REASON", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("SDQ_REASON", e' \t\r\n' || chr(160)), '') end as sdq_missing_reason_code,
        case when list_contains(['1'], lower(coalesce(trim("CONVICTED", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("CONVICTED", e' \t\r\n' || chr(160)), ''))) then false end as is_convicted,
        case when list_contains(['1'], lower(coalesce(trim("HEALTH_CHECK", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("HEALTH_CHECK", e' \t\r\n' || chr(160)), ''))) then false end as has_health_check,
        case when list_contains(['1'], lower(coalesce(trim("IMMUNISATIONS", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("IMMUNISATIONS", e' \t\r\n' || chr(160)), ''))) then false end as has_immunisations,
        case when list_contains(['1'], lower(coalesce(trim("TEETH_CHECK", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("TEETH_CHECK", e' \t\r\n' || chr(160)), ''))) then false end as has_teeth_check,
        case when list_contains(['1'], lower(coalesce(trim("HEALTH_ASSESSMENT", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("HEALTH_ASSESSMENT", e' \t\r\n' || chr(160)), ''))) then false end as has_health_assessment,
        case when list_contains(['1'], lower(coalesce(trim("SUBSTANCE_MISUSE", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("SUBSTANCE_MISUSE", e' \t\r\n' || chr(160)), ''))) then false end as has_substance_misuse,
        case when list_contains(['1'], lower(coalesce(trim("INTERVENTION_RECEIVED", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("INTERVENTION_RECEIVED", e' \t\r\n' || chr(160)), ''))) then false end as has_misuse_intervention,
        case when list_contains(['1'], lower(coalesce(trim("INTERVENTION_OFFERED", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("INTERVENTION_OFFERED", e' \t\r\n' || chr(160)), ''))) then false end as is_misuse_intervention_offered
    from received

)

select * from typed
