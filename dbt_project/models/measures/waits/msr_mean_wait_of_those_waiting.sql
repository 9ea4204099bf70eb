{{ listed_waits('M41', left_out=not_waiting(known=true), numerator='judged.days_waited', denominator='1') }}

select * from records
