"""The three gates: door, core and publication, each a suite that Great Expectations runs.

What must be true is in expectations/suites; nothing is decided here.
"""
