"""The one writer's lock of a data home, which the system frees when its holder dies.

What is written under it is for the holder to know.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.refusals import Refusal


@contextmanager
def writers_lock(root: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the lock, or raise Refusal when another run still has it after so many seconds."""
    try:
        with FileLock(root / "writer.lock", timeout=wait_seconds):
            yield
    except Timeout:
        what = "Another run is still writing to this data home."
        raise Refusal(str(root.name), what, "Wait for it to end, then run again.") from None
