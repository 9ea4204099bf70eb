-- Compiled from expectations/contracts/partnership_returns.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('partnership_returns', 'surveys') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        nullif(coalesce(trim("survey", e' \t\r\n' || chr(160)), ''), '') as survey_name,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("audience", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("audience", e' \t\r\n' || chr(160)), '') end as survey_audience_code,
        case when not list_contains(['', 'data not collected', 'awaiting data', 'n/a', '-', '*'], lower(coalesce(trim("question", e' \t\r\n' || chr(160)), ''))) then coalesce(trim("question", e' \t\r\n' || chr(160)), '') end as survey_question_code,
        case when list_contains(['1'], lower(coalesce(trim("is_anonymous", e' \t\r\n' || chr(160)), ''))) then true when list_contains(['0'], lower(coalesce(trim("is_anonymous", e' \t\r\n' || chr(160)), ''))) then false end as is_anonymous_survey,
        case when regexp_full_match(coalesce(trim("sent", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("sent", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as survey_sent_count,
        case when regexp_full_match(coalesce(trim("returned", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("returned", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as survey_returned_count,
        case when regexp_full_match(coalesce(trim("answered", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("answered", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as survey_answered_count,
        case when regexp_full_match(coalesce(trim("satisfied", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("satisfied", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as survey_positive_count
    from received

)

select * from typed
