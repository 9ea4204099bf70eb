{{ plans_in_force('M15') }}
