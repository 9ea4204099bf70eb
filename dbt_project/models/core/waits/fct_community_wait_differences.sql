with waits as (

    select * from {{ ref('fct_community_waits') }}

),

organisations as (

    select * from {{ ref('nhs_organisations') }}

),

-- Bands against the total that was published beside them.
bands as (

    select
        'bands against total' as comparison,
        month_starting_on,
        area_level_code,
        area_code,
        community_service_code,
        'all' as wait_band_code,
        max(waiting_count) filter (wait_band_code = 'all') as published_count,
        sum(waiting_count) filter (wait_band_code <> 'all') as added_count
    from waits
    group by all

),

-- Providers against their board, boards against their region, regions against England.
children_added as (

    select
        waits.month_starting_on,
        waits.area_level_code as child_level_code,
        organisations.parent_code as area_code,
        waits.community_service_code,
        waits.wait_band_code,
        sum(waits.waiting_count) as added_count
    from waits
    inner join organisations on waits.area_code = organisations.code
    where waits.area_level_code <> 'National'
    group by all

),

areas as (

    select
        case waits.area_level_code
            when 'ICB' then 'providers against board'
            when 'Region' then 'boards against region'
            else 'regions against England'
        end as comparison,
        waits.month_starting_on,
        waits.area_level_code,
        waits.area_code,
        waits.community_service_code,
        waits.wait_band_code,
        waits.waiting_count as published_count,
        children_added.added_count
    from waits
    left join children_added
        on
            waits.month_starting_on = children_added.month_starting_on
            and waits.area_code = children_added.area_code
            and waits.community_service_code = children_added.community_service_code
            and waits.wait_band_code = children_added.wait_band_code
    where waits.area_level_code <> 'Provider'

),

compared as (

    select * from bands
    union all
    select * from areas

),

differing as (

    select
        *,
        published_count - coalesce(added_count, 0) as difference_count
    from compared
    where
        published_count <> coalesce(added_count, 0)
        or (published_count is null and added_count is not null)

)

select * from differing
