-- Compiled from expectations/contracts/council_summaries.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('council_summaries', 'statements') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("statement_id", e' \t\r\n' || chr(160)), ''), '') as statement_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("agency", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("agency", e' \t\r\n' || chr(160)), '') end as staff_agency_code,
        cast(try_strptime(coalesce(trim("summary_date", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as summary_taken_on,
        nullif(coalesce(trim("table", e' \t\r\n' || chr(160)), ''), '') as statement_table,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("measure", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("measure", e' \t\r\n' || chr(160)), '') end as statement_measure_code,
        nullif(coalesce(trim("said as", e' \t\r\n' || chr(160)), ''), '') as measure_wording,
        nullif(coalesce(trim("definition", e' \t\r\n' || chr(160)), ''), '') as measure_definition,
        nullif(coalesce(trim("category", e' \t\r\n' || chr(160)), ''), '') as statement_category,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("part or total", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("part or total", e' \t\r\n' || chr(160)), '') end as statement_role_code,
        nullif(coalesce(trim("placed under", e' \t\r\n' || chr(160)), ''), '') as grouped_under,
        cast(try_strptime(coalesce(trim("period from", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as statement_starts_on,
        cast(try_strptime(coalesce(trim("period to", e' \t\r\n' || chr(160)), ''), '%d/%m/%Y') as date) as statement_ends_on,
        case when list_contains(['1'], lower(coalesce(trim("to come", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("to come", e' \t\r\n' || chr(160)), ''))) then false end as is_planned_event,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("described as", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("described as", e' \t\r\n' || chr(160)), '') end as statement_kind_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("unit", e' \t\r\n' || chr(160)), ''))) then case lower(coalesce(trim("unit", e' \t\r\n' || chr(160)), '')) when '%' then 'percent' else coalesce(trim("unit", e' \t\r\n' || chr(160)), '') end end as statement_unit_code,
        case when regexp_full_match(coalesce(trim("value", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.][0-9]+)?') then try_cast(coalesce(trim("value", e' \t\r\n' || chr(160)), '') as decimal(18, 6)) end as stated_value,
        case lower(coalesce(trim("value", e' \t\r\n' || chr(160)), '')) when 'dnc' then 'not_collected' when 'awt' then 'awaiting' when 'z' then 'not_applicable' when 'x' then 'not_available' when 'sm' then 'source_migration' when 'illegible' then 'illegible' end as stated_value_missing_reason_code,
        case when regexp_full_match(coalesce(trim("count", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("count", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as stated_numerator,
        case lower(coalesce(trim("count", e' \t\r\n' || chr(160)), '')) when 'x' then 'not_available' end as stated_numerator_missing_reason_code,
        case when list_contains(['1'], lower(coalesce(trim("count is least", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("count is least", e' \t\r\n' || chr(160)), ''))) then false end as is_numerator_a_minimum,
        case when regexp_full_match(coalesce(trim("out of", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("out of", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as stated_denominator,
        case lower(coalesce(trim("out of", e' \t\r\n' || chr(160)), '')) when 'x' then 'not_available' end as stated_denominator_missing_reason_code,
        nullif(coalesce(trim("counted among", e' \t\r\n' || chr(160)), ''), '') as population_statement_id,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("reckoned by", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("reckoned by", e' \t\r\n' || chr(160)), '') end as reckoned_by_code,
        case when list_contains(['1'], lower(coalesce(trim("partial", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("partial", e' \t\r\n' || chr(160)), ''))) then false end as is_partial_total,
        nullif(coalesce(trim("source system", e' \t\r\n' || chr(160)), ''), '') as source_system
    from received

)

select * from typed
