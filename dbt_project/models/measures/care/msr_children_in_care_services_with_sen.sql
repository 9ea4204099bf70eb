{{
    children_in_care_services(
        'M51',
        counts="coalesce(people.sen_status in ('EHC plan', 'SEN support'), false)",
        without_match="coalesce(people.sen_status, 'Unknown') = 'Unknown'"
    )
}}
