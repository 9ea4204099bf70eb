{{ exclusions_of('M35b', 'FIXD') }}
