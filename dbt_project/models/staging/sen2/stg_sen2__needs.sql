-- Compiled from expectations/contracts/sen2.yml by `sendmart compile`. Do not edit.
with received as (

    select * from {{ source('sen2', 'needs') }}

),

typed as (

    select
        submission_id,
        supplier_code,
        received_for_month,
        received_line_number,
        nullif(coalesce(trim("senneedtableid"), ''), '') as need_row_id,
        nullif(coalesce(trim("activeplanstableid"), ''), '') as active_plan_row_id,
        try_cast(coalesce(trim("sentyperank"), '') as bigint) as need_rank,
        nullif(coalesce(trim("sentype"), ''), '') as need_type_code
    from received

)

select * from typed
