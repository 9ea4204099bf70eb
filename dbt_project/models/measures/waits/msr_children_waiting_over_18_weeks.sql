{{ listed_waits('M44b', left_out=not_waiting(known=true), numerator='judged.is_over_18_weeks', denominator='1') }}

select * from records
