{{
    weekly_pupils(
        'M56',
        numerator='cast(is_contact_in_time as bigint)',
        denominator='1',
        considered='is_contact_asked_for'
    )
}}
