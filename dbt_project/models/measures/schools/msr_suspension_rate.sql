{{ exclusions_of('M35', 'SUSP') }}
