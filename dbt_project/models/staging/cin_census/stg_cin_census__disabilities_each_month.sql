-- Compiled from expectations/contracts/cin_census.yml by `sendmart compile`. Do not edit.
with disabilities as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("@parent", e' \t\r\n' || chr(160)), ''), '') as care_child_row_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("Disability", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("Disability", e' \t\r\n' || chr(160)), '') end as disability_code
    from {{ source('cin_census', 'disabilities_each_month') }}

),

children as (

    select
        submission_id,
        nullif(coalesce(trim("@number", e' \t\r\n' || chr(160)), ''), '') as care_child_row_id,
        nullif(coalesce(trim("ChildIdentifiers/LAchildID", e' \t\r\n' || chr(160)), ''), '') as la_child_id
    from {{ source('cin_census', 'children_each_month') }}

),

joined as (

    select
        disabilities.submission_id,
        disabilities.supplier_code,
        disabilities.received_for_month,
        disabilities.received_line_number,
        disabilities.received_row_id,
        disabilities.care_child_row_id,
        disabilities.disability_code,
        children.la_child_id
    from disabilities
    left join children
        on
            disabilities.submission_id = children.submission_id
            and disabilities.care_child_row_id = children.care_child_row_id

)

select * from joined
