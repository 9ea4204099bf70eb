with quality as (

    select * from {{ source('linked', 'quality') }}

),

shares as (

    select
        agency,
        other_agency,
        breakdown,
        item,
        records as record_count,
        linked_records as linked_count,
        queued_records as queued_count,
        records - linked_records as unlinked_count,
        cast({{ share_half_up('linked_records', 'records', 100, 6) }} as decimal(18, 6)) as match_rate,
        expected_errors as expected_error_count
    from quality

)

select * from shares
