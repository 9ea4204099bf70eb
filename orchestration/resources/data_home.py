"""The data home as a Dagster resource, held by one run at a time.

Paths are in orchestration.home; nothing is read or written here but the lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
from pydantic import PrivateAttr

from orchestration.audit import note_access, whoever_runs_this
from orchestration.clock import now
from orchestration.home import Home
from orchestration.writer import writers_lock


class DataHome(dg.ConfigurableResource["DataHome"]):
    """Where the data lies; `wait_seconds` is how long to wait for another run to end."""

    root: str = ""
    wait_seconds: float = 3600.0
    _home: Home = PrivateAttr()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["DataHome"]:
        """Hold the writer's lock for the whole run, so that runs follow one another."""
        self._home = Home.at(self.root or None)
        job = context.dagster_run.job_name if context.dagster_run else "a step alone"
        note_access(self._home, whoever_runs_this(), f"run of {job}", "the pipeline", now())
        with writers_lock(self._home.root, self.wait_seconds):
            yield self

    @property
    def home(self) -> Home:
        return self._home
