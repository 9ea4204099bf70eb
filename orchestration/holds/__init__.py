"""Who may not be processed: restrictions and tombstones, and where such people are in a delivery.

Whose data they are is never kept here in the clear; what becomes of the rows is the door's work.
"""
