{{ listed_waits('M40d', left_out=not_waiting(), numerator='1', denominator=none) }}

select * from records
