"""Takes a step of a release again and again, each time stopped one move on the disk later.

Run as a program: it forks for every attempt, so that each is really killed and none disturbs the
next. It writes what it saw as JSON; what must be so is for the test to say.
"""

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.release.folders import faults, manifest_in
from orchestration.release.releasing import revise, withdraw
from orchestration.release.settling import releases_in_place
from tests.unit.orchestration.release.drafting import make_few_files
from tests.unit.orchestration.release.stepping import (
    ADA,
    DECEMBER,
    OTHER_ROWS,
    OUT_AT,
    PEOPLE,
    RUTH,
    approved,
    drafted,
    out,
    released,
    scheduled,
)
from tests.unit.orchestration.sending import tree

LATER, KILLED, REFUSED, BROKEN = OUT_AT + timedelta(days=20), 9, 10, 11
MOVES = {"open", "os.rename", "os.mkdir", "os.chmod", "os.remove", "os.rmdir", "os.truncate"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
Step = Callable[[Home], object]


def second(home: Home) -> None:
    """A second version that is about to go out."""
    out(home)
    drafted(home, OTHER_ROWS, at=LATER)
    revise(home, PEOPLE, DECEMBER, ADA, "It was sent again.", LATER)
    approved(home, LATER)
    scheduled(home, LATER)


def revised(home: Home) -> None:
    second(home)
    released(home, LATER + timedelta(days=7))


def take_back(home: Home) -> object:
    return withdraw(home, PEOPLE, DECEMBER, RUTH, "Wrong.", LATER + timedelta(days=8))


# A step, what has to be there before it, and the step itself.
STEPS: dict[str, tuple[list[Step], Step]] = {
    "approve": ([drafted], approved),
    "release": ([drafted, approved, scheduled], released),
    "draft of a revision": ([out], lambda home: drafted(home, OTHER_ROWS, at=LATER)),
    "release of a revision": ([second], lambda home: released(home, LATER + timedelta(days=7))),
    "withdraw": ([revised], take_back),
}


class Mover:
    """Counts what a process does to the files of a home, and stops it at one of them."""

    def __init__(self, root: Path, stop_at: int, is_full: bool) -> None:
        self._root, self._stop_at, self._is_full, self._count = str(root), stop_at, is_full, 0
        self._sync = os.fsync

    def begin(self) -> None:
        sys.addaudithook(self._heard)
        setattr(os, "fsync", self._synced)  # noqa: B010

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in MOVES or isinstance(arguments[0], int):
            return
        path, writes = os.fspath(arguments[0]), event != "open" or bool(arguments[2] & WRITES)
        if not isinstance(path, str) or not path.startswith(self._root) or not writes:
            return
        if "/builds/" in path or path.endswith((".lock", "/builds")):
            return
        needs_room = event in ("open", "os.mkdir")
        self._moved(needs_room)

    def _synced(self, file: Any) -> None:
        handle = file if isinstance(file, int) else file.fileno()
        if self._count + 1 == self._stop_at and not self._is_full:
            size = os.fstat(handle).st_size
            if os.path.isfile(f"/proc/self/fd/{handle}") and size > 3:  # noqa: PTH113
                os.ftruncate(handle, size - 3)
        self._moved(needs_room=True)
        self._sync(handle)

    def _moved(self, needs_room: bool) -> None:
        self._count += 1
        if self._is_full and needs_room and self._count >= self._stop_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if not self._is_full and self._count == self._stop_at:
            os._exit(KILLED)


def apart(work: Callable[[], object]) -> int:
    """Do something in a process of its own; its exit code."""
    child = os.fork()
    if child == 0:
        code = BROKEN
        try:
            work()
            code = 0
        except Refusal as refusal:
            code = REFUSED if "The disk is full" in str(refusal) else BROKEN
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def stopped(home: Home, step: Step, stop_at: int, is_full: bool) -> int:
    def work() -> None:
        Mover(home.root, stop_at, is_full).begin()
        step(home)

    return apart(work)


def seen(home: Home) -> dict[str, str]:
    """Everything that a step may write, but for the audit log, which tells of each attempt."""
    places = [home.drafts, home.releases, home.publication, home.folder("warehouse")]
    return {
        f"{place.name}/{name}": content.hex()
        for place in places
        for name, content in tree(place).items()
        if not name.endswith((".lock", ".duckdb"))
    }


def half_made(home: Home) -> list[str]:
    """Folders under their final name that are not whole, and pointers to such."""
    found = []
    for place in (home.drafts, home.releases):
        for folder in place.iterdir():
            if folder.is_dir() and not folder.name.startswith("."):
                found += faults(folder, str(manifest_in(folder)["whole"]))
    found += [
        name for name in releases_in_place(home).values() if not (home.releases / name).is_dir()
    ]
    return found


def attempts(name: str, place: Path, is_full: bool) -> dict[str, Any]:
    """Every attempt of one step, until one is not stopped any more."""
    befores, step = STEPS[name]
    base, wanted = Home.at(place / "base"), Home.at(place / "wanted")
    assert apart(lambda: [before(base) for before in befores]) == 0
    shutil.copytree(base.root, wanted.root, dirs_exist_ok=True)
    assert apart(lambda: step(wanted)) == 0
    pointers = [releases_in_place(base), releases_in_place(wanted)]
    told: dict[str, Any] = {"moves": 0, "half_made": [], "pointers": [], "ends": [], "others": []}
    for number in range(1, 500):
        home = Home.at(place / f"attempt {number}")
        shutil.copytree(base.root, home.root, dirs_exist_ok=True)
        end = stopped(home, step, number, is_full)
        if end == 0:
            return told
        told["moves"] = number
        told["ends"].append(end)
        told["half_made"] += half_made(home)
        if releases_in_place(home) not in pointers:
            told["pointers"].append(releases_in_place(home))
        again = apart(lambda home=home: step(home))  # type: ignore[misc]
        if again != 0 or seen(home) != seen(wanted):
            told["others"].append(number)
        shutil.rmtree(home.root)
    return told


if __name__ == "__main__":
    make_few_files(pytest.MonkeyPatch())
    sys.stdout.write(json.dumps(attempts(sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "full")))
