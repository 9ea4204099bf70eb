"""A made-up county whose children stand in the records of three agencies, with the truth of who is
who: for scoring the linkage, and for nothing else. The pipeline's own files are sample_authority's.
"""

from .world import World, make_world

__all__ = ["World", "make_world"]
