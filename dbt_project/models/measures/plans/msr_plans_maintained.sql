{{ plans_in_force('M10', is_plain_count=true) }}
