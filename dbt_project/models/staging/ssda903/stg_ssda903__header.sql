-- Compiled from expectations/contracts/ssda903.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('ssda903', 'header') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("CHILD", e' \t\r\n' || chr(160)), ''), '') as la_child_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("SEX", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("SEX", e' \t\r\n' || chr(160)), '') end as looked_after_sex_code,
        cast(try_strptime(coalesce(trim("DOB", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as born_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ETHNIC", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ETHNIC", e' \t\r\n' || chr(160)), '') end as ethnicity_code,
        nullif(nullif(nullif(nullif(nullif(nullif(coalesce(trim("UPN", e' \t\r\n' || chr(160)), ''), ''), 'UN1'), 'UN2'), 'UN3'), 'UN4'), 'UN5') as upn,
        case when list_contains(['1'], lower(coalesce(trim("MOTHER", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("MOTHER", e' \t\r\n' || chr(160)), ''))) then false end as is_mother,
        cast(try_strptime(coalesce(trim("MC_DOB", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as own_child_born_on
    from received

)

select * from typed
