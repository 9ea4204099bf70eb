-- Compiled from expectations/contracts/cin_census.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('cin_census', 'children') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("@number", e' \t\r\n' || chr(160)), ''), '') as care_child_row_id,
        nullif(coalesce(trim("ChildIdentifiers/LAchildID", e' \t\r\n' || chr(160)), ''), '') as la_child_id,
        nullif(coalesce(trim("ChildIdentifiers/UPN", e' \t\r\n' || chr(160)), ''), '') as upn,
        nullif(coalesce(trim("ChildIdentifiers/FormerUPN", e' \t\r\n' || chr(160)), ''), '') as former_upn,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ChildIdentifiers/UPNunknown", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ChildIdentifiers/UPNunknown", e' \t\r\n' || chr(160)), '') end as care_upn_unknown_reason_code,
        cast(try_strptime(coalesce(trim("ChildIdentifiers/PersonBirthDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as born_on,
        cast(try_strptime(coalesce(trim("ChildIdentifiers/ExpectedPersonBirthDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as expected_birth_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ChildIdentifiers/Sex", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ChildIdentifiers/Sex", e' \t\r\n' || chr(160)), '') end as child_in_need_sex_code,
        cast(try_strptime(coalesce(trim("ChildIdentifiers/PersonDeathDate", e' \t\r\n' || chr(160)), ''), '%Y-%m-%d') as date) as died_on,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("ChildCharacteristics/Ethnicity", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("ChildCharacteristics/Ethnicity", e' \t\r\n' || chr(160)), '') end as ethnicity_code
    from received

)

select * from typed
