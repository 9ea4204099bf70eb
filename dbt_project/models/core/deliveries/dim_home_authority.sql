with deliveries as (

    select * from {{ source('run', 'deliveries') }}

),

authorities as (

    select * from {{ ref('local_authorities') }}

),

-- A home is one authority's. Where several have sent, as in a region, teams speak for none of them.
senders as (

    select distinct deliveries.supplier_code
    from deliveries
    inner join authorities on deliveries.supplier_code = authorities.code
    where deliveries.sector <> 'national'

)

select case when count(*) = 1 then min(supplier_code) end as local_authority_code
from senders
