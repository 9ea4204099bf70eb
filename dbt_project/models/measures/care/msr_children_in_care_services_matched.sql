{{ children_in_care_services('M51b', counts="coalesce(people.sen_status, 'Unknown') <> 'Unknown'") }}
