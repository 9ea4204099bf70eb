-- Compiled from expectations/contracts/partnership_returns.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('partnership_returns', 'local_offer_visits') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        received_row_id,
        cast(try_strptime(coalesce(trim("month", e' \t\r\n' || chr(160)), '') || '-01', '%Y-%m-%d') as date) as reported_month_starting_on,
        case when regexp_full_match(coalesce(trim("sessions", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("sessions", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as local_offer_session_count,
        case when regexp_full_match(coalesce(trim("page_views", e' \t\r\n' || chr(160)), ''), '-?[0-9]+([.]0+)?') then try_cast(split_part(coalesce(trim("page_views", e' \t\r\n' || chr(160)), ''), '.', 1) as bigint) end as local_offer_page_view_count
    from received

)

select * from typed
