-- Compiled from expectations/contracts/ssda903.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('ssda903', 'ad1') }}

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
        cast(try_strptime(coalesce(trim("DATE_INT", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as adoption_decided_on,
        cast(try_strptime(coalesce(trim("DATE_MATCH", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as adopters_matched_on,
        case when list_contains(['1'], lower(coalesce(trim("FOSTER_CARE", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("FOSTER_CARE", e' \t\r\n' || chr(160)), ''))) then false end as is_adopted_by_foster_carer,
        case when regexp_full_match(coalesce(trim("NB_ADOPTR", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("NB_ADOPTR", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as adopter_count,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("SEX_ADOPTR", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("SEX_ADOPTR", e' \t\r\n' || chr(160)), '') end as adopter_sexes_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("LS_ADOPTR", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("LS_ADOPTR", e' \t\r\n' || chr(160)), '') end as adopter_status_code
    from received

)

select * from typed
