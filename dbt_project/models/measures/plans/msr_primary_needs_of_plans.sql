{{ plans_in_force('M13') }}
