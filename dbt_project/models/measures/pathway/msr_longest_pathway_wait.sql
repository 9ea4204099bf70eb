{{ pathway_waits('M45b', numerator='judged.days_since_referral') }}
