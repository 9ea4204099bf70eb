"""The desk behind the page: has drops read, two at a time, and what was submitted taken in, one by
one, by processes of their own.

How a drop is read is in `checking`. What a stop of the server interrupts is begun again.
"""

import multiprocessing
import traceback
from collections import Counter
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from functools import partial
from threading import Lock, Timer

from orchestration.home import Home
from orchestration.partner.checking import check_drop, take_in_drop
from orchestration.partner.drops import Drop, State, all_drops, move
from orchestration.private import keep_private

READERS = 2
AGAIN_SECONDS, LONGEST_SECONDS = 30.0, 3600.0
Work = Callable[[str, str, str, datetime], None]


class Desk:
    """Hands drops to processes; a heavy file holds up no page, and a broken one no other file."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = Lock()
        self._pools: dict[str, ProcessPoolExecutor] = {}
        self._at_work: set[tuple[str, str]] = set()
        self._is_closed = False
        self._tries: Counter[str] = Counter()
        self._alone = {state: ThreadPoolExecutor(1) for state in ("reading", "submitted")}

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
        for one_by_one in self._alone.values():
            one_by_one.shutdown(wait=False, cancel_futures=True)
        for pool in pools:
            workers = list((getattr(pool, "_processes", None) or {}).values())
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.terminate()
            pool.shutdown(wait=True)

    def _hand_over(self, state: State, work: Work, drop: Drop, at: datetime) -> None:
        with self._lock:
            if self._is_closed or (state, drop.number) in self._at_work:
                return
            self._at_work.add((state, drop.number))
            said = (str(self._home.root), drop.supplier, drop.number, at)
            pool = self._pools.get(state) or self._new_pool(state)
            try:
                done = pool.submit(work, *said)
            except BrokenExecutor:
                pool = self._new_pool(state)
                done = pool.submit(work, *said)
        done.add_done_callback(partial(self._ended, state, work, drop, at, pool))

    def _new_pool(self, state: State) -> ProcessPoolExecutor:
        count = READERS if state == "reading" else 1
        self._pools[state] = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"))
        return self._pools[state]

    def _ended(
        self,
        state: State,
        work: Work,
        drop: Drop,
        at: datetime,
        pool: ProcessPoolExecutor,
        done: "Future[None]",
    ) -> None:
        """Nobody knows which file broke a process down, so each of them is tried once more, alone.
        What was confirmed is never given up."""
        error = None if done.cancelled() else done.exception()
        with self._lock:
            self._at_work.discard((state, drop.number))
            is_broken = isinstance(error, BrokenExecutor)
            if is_broken and self._pools.get(state) is pool:
                del self._pools[state]
        if error is None or self._is_closed:
            return
        if state == "submitted":
            self._later(work, drop, at, error)
        elif is_broken:
            self._by_itself(state, work, drop, at)
        else:
            self._failed(state, drop, at, error)

    def _by_itself(self, state: State, work: Work, drop: Drop, at: datetime) -> None:
        with self._lock:
            if not self._is_closed:
                self._alone[state].submit(self._try_alone, state, work, drop, at)

    def _try_alone(self, state: State, work: Work, drop: Drop, at: datetime) -> None:
        """In a process that no other file is given to: who breaks that, broke it."""
        with self._lock:
            if self._is_closed:
                return
            pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
            self._pools[f"{state} alone"] = pool
            done = pool.submit(work, str(self._home.root), drop.supplier, drop.number, at)
        error = done.exception()
        pool.shutdown(wait=True)
        if error is None or self._is_closed:
            return
        if state == "submitted":
            self._later(work, drop, at, error)
        else:
            self._failed(state, drop, at, error)

    def _failed(self, state: State, drop: Drop, at: datetime, error: BaseException) -> None:
        self._keep_words(drop, error)
        move(self._home, drop, "failed", at, only_from=[state])

    def _later(self, work: Work, drop: Drop, at: datetime, error: BaseException) -> None:
        """What was confirmed stays so, and is tried again and again, at growing distances."""
        self._keep_words(drop, error)
        self._tries[drop.number] += 1
        wait = min(AGAIN_SECONDS * 2.0 ** (self._tries[drop.number] - 1), LONGEST_SECONDS)
        again = Timer(wait, self._by_itself, ("submitted", work, drop, at))
        again.daemon = True
        again.start()

    def _keep_words(self, drop: Drop, error: BaseException) -> None:
        """For the data team, sealed, under the drop's number; a full disk loses the words alone."""
        with suppress(Exception):
            words = "".join(traceback.format_exception(error))
            keep_private(self._home, "portal", f"drop-{drop.number}", words)
