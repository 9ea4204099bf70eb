"""Writes published tables as files that people may use, with their dictionary and manifest.

No value is changed here: what a cell shows was decided in the published room.
"""
