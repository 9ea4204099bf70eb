"""Doors to the outside that assets ask for: the data home, with the one writer's lock.

What is kept behind a door is decided by the room that keeps it.
"""

from orchestration.resources.data_home import DataHome

__all__ = ["DataHome"]
