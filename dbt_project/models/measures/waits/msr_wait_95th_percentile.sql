{{ listed_waits('M43b', left_out=not_waiting(known=true), numerator='judged.days_waited', denominator='1') }}

select * from records
