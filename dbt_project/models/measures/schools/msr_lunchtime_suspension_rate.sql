{{ exclusions_of('M35c', 'LNCH') }}
