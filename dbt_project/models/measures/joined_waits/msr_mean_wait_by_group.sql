{{ listed_waits('M41d', left_out=not_waiting(known=true), numerator='judged.days_waited', denominator='1') }}

select * from records
