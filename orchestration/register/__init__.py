"""The door: what was delivered, by whom, for when, what was loaded and what was set aside.

Nothing here knows a source by name; contracts say what each may send.
"""
