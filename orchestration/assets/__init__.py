"""One module for each room that Python or dbt fills: received, warehouse, linked, released.

What a room does is in its own package; here it is only made into assets.
"""
