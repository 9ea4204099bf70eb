{{ plans_in_force('M10', denominator='null') }}
