{{ listed_waits('M40', left_out=not_waiting(), numerator='1', denominator=none) }},

cells as (

    select
        *,
        case
            when waiting_count is null then 'The return does not tell how many wait'
        end as left_out_because
    from ({{ national_return() }}) as returned
    where wait_band_code = 'all'

),

returned as (

    {{ returned_cells('M40', 'cells', none) }}

)

select * from records
union all
select * from returned
