"""The data home as a Dagster resource, held by one run at a time.

Paths are in orchestration.home; nothing is read or written here but the lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from filelock import FileLock, Timeout
from pydantic import PrivateAttr

from orchestration.home import Home
from orchestration.refusals import Refusal


class DataHome(dg.ConfigurableResource["DataHome"]):
    """Where the data lies; `wait_seconds` is how long to wait for another run to end."""

    root: str = ""
    wait_seconds: float = 3600.0
    _home: Home = PrivateAttr()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["DataHome"]:
        """Hold the writer's lock for the whole run, so that runs follow one another."""
        self._home = Home.at(self.root or None)
        with writers_lock(self._home.root, self.wait_seconds):
            yield self

    @property
    def home(self) -> Home:
        return self._home


@contextmanager
def writers_lock(root: Path, wait_seconds: float) -> Iterator[None]:
    """One writer at a time; the system frees the lock of a process that died."""
    try:
        with FileLock(root / "writer.lock", timeout=wait_seconds):
            yield
    except Timeout:
        what = "Another run is still writing to this data home."
        raise Refusal(str(root.name), what, "Wait for it to end, then run again.") from None
