"""The one writer's lock of a data home, and the mark of a scratch folder that somebody works in.

Both are freed by the system when their holder dies. What is written is for the holder to know.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.refusals import Refusal

IN_USE = ".in-use"


def is_in_use(folder: Path) -> bool:
    """Whether a process works in a scratch folder, as one that checks a file during a night."""
    if not (folder / IN_USE).exists():
        return False
    try:
        with FileLock(folder / IN_USE, timeout=0):
            return False
    except Timeout:
        return True


@contextmanager
def writers_lock(root: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the lock, or raise Refusal when another run still has it after so many seconds."""
    try:
        with FileLock(root / "writer.lock", timeout=wait_seconds):
            yield
    except Timeout:
        what = "Another run is still writing to this data home."
        raise Refusal(str(root.name), what, "Wait for it to end, then run again.") from None
