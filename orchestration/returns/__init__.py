"""Returns that the authority must send: written from what is held, checked by our own door.

Which rows belong in one is SQL in core; what it looks like is declared in expectations/returns.
"""
