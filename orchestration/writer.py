"""The one writer's lock of a data home, and the mark of a scratch folder that somebody works in.

Both are freed by the system when their holder dies. What is written is for the holder to know.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.refusals import Refusal

IN_USE = ".in-use"


def lock_beside(folder: Path) -> FileLock:
    """The lock of a scratch folder, taken before the folder is made and freed when it is gone. It
    lies beside the folder: in it, it could vanish while another looks."""
    return FileLock(folder.with_name(folder.name + IN_USE))


def is_in_use(folder: Path) -> bool:
    """Whether a process works in a scratch folder, as one that checks a file during a night."""
    lock = lock_beside(folder)
    if not Path(lock.lock_file).exists():
        return False
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


def discard_unused(builds: Path, pattern: str = "*") -> None:
    """Remove what a crash left there, and nothing that a process works in."""
    for folder in builds.glob(pattern):
        if folder.is_dir() and not is_in_use(folder):
            with suppress(FileNotFoundError):
                shutil.rmtree(folder)
            Path(lock_beside(folder).lock_file).unlink(missing_ok=True)


@contextmanager
def writers_lock(root: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the lock, or raise Refusal when another run still has it after so many seconds."""
    try:
        with FileLock(root / "writer.lock", timeout=wait_seconds):
            yield
    except Timeout:
        what = "Another run is still writing to this data home."
        raise Refusal(str(root.name), what, "Wait for it to end, then run again.") from None
