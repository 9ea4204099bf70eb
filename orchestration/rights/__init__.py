"""What people may ask of their data, and how long any is kept.

Whom to look for is in `holds`; what is delivered later is stopped at the door, in `register`.
"""
