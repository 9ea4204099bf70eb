"""The desk behind the page: has drops read, two at a time, and what was submitted taken in, one by
one, by processes of their own.

How a drop is read is in `checking`. What a stop of the server interrupts is begun again.
"""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from datetime import datetime
from functools import partial
from threading import Lock

from orchestration.home import Home
from orchestration.partner.checking import check_drop, take_in_drop
from orchestration.partner.drops import Drop, State, all_drops, find, move

READERS = 2
Work = Callable[[str, str, str, datetime], None]


class Desk:
    """Hands drops to processes; a heavy file holds up no page, and a broken one no other file."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = Lock()
        self._pools: dict[str, ProcessPoolExecutor] = {}
        self._at_work: set[tuple[str, str]] = set()
        self._is_closed = False

    def read(self, drop: Drop, at: datetime) -> None:
        """Have a drop read; the page sees its state."""
        self._hand_over("reading", check_drop, drop, at)

    def submit(self, drop: Drop, at: datetime) -> bool:
        """Have a drop taken in; only the first of several who say so at once does."""
        is_first = move(self._home, drop, "submitted", at, only_from=["read"])
        if is_first:
            self._hand_over("submitted", take_in_drop, drop, at)
        return is_first

    def resume(self, at: datetime) -> None:
        """Begin again what an earlier server left."""
        for drop in all_drops(self._home):
            if drop.state == "reading":
                self.read(drop, at)
            elif drop.state == "submitted":
                self._hand_over("submitted", take_in_drop, drop, at)

    def close(self) -> None:
        """Stop at once: whatever was under way is begun again by the next server."""
        with self._lock:
            self._is_closed = True
            pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            workers = list((getattr(pool, "_processes", None) or {}).values())
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.terminate()
            pool.shutdown(wait=True)

    def _hand_over(self, state: State, work: Work, drop: Drop, at: datetime) -> None:
        with self._lock:
            if (state, drop.number) in self._at_work:
                return
            self._at_work.add((state, drop.number))
            said = (str(self._home.root), drop.supplier, drop.number, at)
            pool = self._pools.get(state) or self._new_pool(state)
            try:
                done = pool.submit(work, *said)
            except BrokenExecutor:
                pool = self._new_pool(state)
                done = pool.submit(work, *said)
        done.add_done_callback(partial(self._ended, state, drop, at, pool))

    def _new_pool(self, state: State) -> ProcessPoolExecutor:
        count = READERS if state == "reading" else 1
        self._pools[state] = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"))
        return self._pools[state]

    def _ended(
        self,
        state: State,
        drop: Drop,
        at: datetime,
        pool: ProcessPoolExecutor,
        done: "Future[None]",
    ) -> None:
        """A drop whose process broke down is told as failed: it can be sent once more."""
        with self._lock:
            self._at_work.discard((state, drop.number))
            broke = not done.cancelled() and done.exception() is not None
            is_broken = broke and isinstance(done.exception(), BrokenExecutor)
            if is_broken and self._pools.get(state) is pool:
                del self._pools[state]
        if broke and not self._is_closed:
            left = find(self._home, drop.supplier, drop.number)
            if left and left.state == state:
                move(self._home, left, "failed", at, only_from=[state])
