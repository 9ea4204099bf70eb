with deliveries as (

    select * from {{ source('run', 'deliveries') }}

),

authorities as (

    select * from {{ ref('local_authorities') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

)

select
    deliveries.submission_id,
    deliveries.source,
    deliveries.supplier_code,
    -- What the NHS or a national body sends belongs to no single authority.
    case
        when authorities.code is not null then authorities.code
        when deliveries.sector not in ('health', 'national') then home.local_authority_code
    end as local_authority_code,
    deliveries.month_starting_on,
    deliveries.holds_everything,
    deliveries.is_in_force
from deliveries
cross join home
left join authorities on deliveries.supplier_code = authorities.code
