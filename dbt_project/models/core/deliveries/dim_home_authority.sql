with senders as (

    select * from {{ source('run', 'senders') }}

),

authorities as (

    select * from {{ ref('local_authorities') }}

),

-- A home is one authority's. Where several have sent, as in a region, teams speak for none of them.
senders_known as (

    select distinct senders.supplier_code
    from senders
    inner join authorities on senders.supplier_code = authorities.code
    where senders.sector <> 'national'

)

select case when count(*) = 1 then min(supplier_code) end as local_authority_code
from senders_known
