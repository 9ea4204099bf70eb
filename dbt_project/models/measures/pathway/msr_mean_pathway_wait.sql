{{ pathway_waits('M45c', numerator='judged.days_since_referral') }}
