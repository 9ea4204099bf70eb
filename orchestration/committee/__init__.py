"""The tables that committees read, drafted for a month from the warehouse's figures.

Which tables is declared in expectations/committee; no figure is reckoned here but differences.
"""
