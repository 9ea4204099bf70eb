-- A provider that stood twice among the NHS organisations would count its lines twice.
with waits as (

    select count(*) as row_count from {{ ref('fct_therapy_waits') }}

),

lines as (

    select count(*) as row_count from {{ ref('stg_therapy_waits__referrals') }}

)

select waits.row_count
from waits
cross join lines
where waits.row_count > lines.row_count
