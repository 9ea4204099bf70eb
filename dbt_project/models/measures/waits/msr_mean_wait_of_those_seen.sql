{{ listed_waits('M42', left_out=not_seen(), numerator='judged.days_waited', denominator='1') }}

select * from records
