{{ listed_waits('M44c', left_out=not_waiting(known=true), numerator='judged.is_over_52_weeks', denominator='1') }}

select * from records
