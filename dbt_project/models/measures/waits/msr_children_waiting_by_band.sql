{{ listed_waits('M44', left_out=not_waiting(known=true), numerator='1', denominator='1') }},

-- Only where every band is published: some of the bands say nothing about their sum.
returns as (

    select
        *,
        count(waiting_count) over (
            partition by month_starting_on, nhs_organisation, therapy_service
        ) as bands_told_count
    from ({{ national_return() }}) as returned
    where wait_band_code <> 'all'

),

all_bands as (

    select count(*) as bands_count from bands
    where code <> 'all'

),

cells as (

    select
        returns.*,
        case
            when returns.bands_told_count < all_bands.bands_count
                then 'The return does not tell all bands of the service'
        end as left_out_because
    from returns
    cross join all_bands

),

returned as (

    {{ returned_cells('M44', 'cells', 'cells.waiting_count') }}

)

select * from records
union all
select * from returned
