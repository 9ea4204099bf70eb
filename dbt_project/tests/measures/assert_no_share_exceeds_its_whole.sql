-- What is counted above the line is counted below it too (V111).
select *
from {{ ref('measures') }}
where
    measure_id in ('M06', 'M07', 'M08', 'M40c', 'M44')
    and numerator > denominator
