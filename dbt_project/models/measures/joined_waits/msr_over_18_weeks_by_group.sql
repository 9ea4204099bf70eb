{{ listed_waits('M44d', left_out=not_waiting(known=true), numerator='judged.is_over_18_weeks', denominator='1') }}

select * from records
