{{ exclusions_of('M36', 'PERM') }}
