"""Copies of a data home kept elsewhere, sealed, put back whole; and proof that nothing has changed.

The rooms of the pipeline know nothing of it.
"""
