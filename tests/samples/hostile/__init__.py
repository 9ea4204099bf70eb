"""Hostile files and what makes them: one for each way in which a delivery can do harm.

What the door answers is told in README.md and tested in tests/unit/orchestration/hostile.
"""
