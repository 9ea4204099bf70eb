"""Files that a supplier dropped and has not submitted yet: where they lie, sealed, and their state.

They lie in the identifiable store for its owner alone and go by themselves after a day. Reading
them is in `checking`; who does so, and when, is in `desk`.
"""

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock

from orchestration.clock import at_second
from orchestration.home import Home
from orchestration.keys import the_keys
from orchestration.keys.sealing import seal_file, seal_text, unseal_file, unsealed
from orchestration.partner.naming import apart

KEPT_FOR = timedelta(hours=24)
NUMBER = re.compile(r"[0-9a-f]{32}")
State = Literal["reading", "read", "submitted", "received", "failed"]


@dataclass(frozen=True)
class Drop:
    """One drop of one supplier.

    names    what its files are called here; a name holds plain signs only
    source   the extract that its sender says it is, where that was said
    state    reading | read (and not submitted) | submitted (and not taken in yet) | received |
             failed (nobody could read it: it may be tried again)
    since    when it came into that state
    """

    number: str
    supplier: str
    who: str
    at: str
    names: tuple[str, ...]
    source: str
    state: State
    since: str

    def is_over(self, at: datetime) -> bool:
        """Whether its time is up; what was submitted is never dropped for its age."""
        if self.state == "submitted":
            return False
        return datetime.fromisoformat(self.at) + KEPT_FOR < at.replace(tzinfo=None)


def drops_folder(home: Home) -> Path:
    return home.folder("identifiable") / "dropped"


def begin(
    home: Home,
    supplier: str,
    who: str,
    files: Sequence[tuple[str, Path]],
    source: str,
    at: datetime,
) -> Drop:
    """Take files over from where they were put down, sealed; they are gone from there."""
    number, names = secrets.token_hex(16), apart([name for name, _ in files])
    whole, folder = drops_folder(home) / number, drops_folder(home) / f".part-{number}"
    moment, keys = at_second(at), the_keys(home)
    drop = Drop(number, supplier, who, moment, names, source, "reading", moment)
    folder.mkdir(parents=True, mode=0o700)
    try:
        for name, (_, path) in zip(names, files, strict=True):
            seal_file(keys, path, folder / f"{name}.age")
            path.unlink()
        _write(folder, drop)
        folder.rename(whole)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return drop


def find(home: Home, supplier: str, number: str) -> Drop | None:
    """A supplier's own drop; None where there is none of that number, or it is another's."""
    drop = _read(drops_folder(home) / number) if NUMBER.fullmatch(number) else None
    return drop if drop and drop.supplier == supplier else None


def all_drops(home: Home) -> list[Drop]:
    """Everybody's, the oldest first: for the desk and the data team, never for a supplier."""
    found = [
        _read(folder) for folder in drops_folder(home).glob("*") if NUMBER.fullmatch(folder.name)
    ]
    return sorted(filter(None, found), key=lambda drop: (drop.at, drop.number))


def drops_of(home: Home, supplier: str) -> list[Drop]:
    """A supplier's own, the latest first."""
    return [drop for drop in reversed(all_drops(home)) if drop.supplier == supplier]


def move(home: Home, drop: Drop, state: State, at: datetime, *, only_from: Sequence[State]) -> bool:
    """Bring a drop into a state, from one of those only; whether it was this call that did so."""
    folder = drops_folder(home) / drop.number
    with _locked(folder):
        now = _read(folder)
        if now is None or now.state not in only_from:
            return False
        _write(folder, replace(now, state=state, since=at_second(at)))
        return True


def withdraw(home: Home, drop: Drop) -> bool:
    """Remove a drop that is not submitted, and everything that was found in it."""
    folder = drops_folder(home) / drop.number
    with _locked(folder):
        now = _read(folder)
        if now is None or now.state in ("submitted", "received"):
            return False
        shutil.rmtree(folder, ignore_errors=True)
        return True


def sweep(home: Home, at: datetime) -> int:
    """Remove what is older than a day; return how many drops went."""
    gone = 0
    for drop in all_drops(home):
        folder = drops_folder(home) / drop.number
        if not drop.is_over(at):
            continue
        with _locked(folder):
            now = _read(folder)
            if now is not None and now.is_over(at):
                shutil.rmtree(folder, ignore_errors=True)
                gone += 1
    _sweep_begun(home, at)
    return gone


def _sweep_begun(home: Home, at: datetime) -> None:
    """What was cut short while it was put down, a day ago: nobody can find it, so it goes."""
    for folder in drops_folder(home).glob("*"):
        with suppress(OSError):
            began = datetime.fromtimestamp(folder.stat().st_mtime, UTC).replace(tzinfo=None)
            is_begun = folder.is_dir() and not (folder / "drop.json").exists()
            if is_begun and began + KEPT_FOR < at.replace(tzinfo=None):
                shutil.rmtree(folder, ignore_errors=True)


def forget(home: Home, drop: Drop) -> None:
    """Remove a drop and all that was found in it."""
    shutil.rmtree(drops_folder(home) / drop.number, ignore_errors=True)


def drop_files(home: Home, drop: Drop) -> None:
    """Remove the files of a drop that was taken in: the register keeps them from then on."""
    for name in drop.names:
        (drops_folder(home) / drop.number / f"{name}.age").unlink(missing_ok=True)


def opened(home: Home, drop: Drop, folder: Path) -> list[Path]:
    """The files of a drop, open, in a folder that whoever asks looks after."""
    keys, found = the_keys(home), []
    for name in drop.names:
        unseal_file(keys, drops_folder(home) / drop.number / f"{name}.age", folder / name)
        found.append(folder / name)
    return found


def write_answer(home: Home, drop: Drop, kind: str, answer: dict[str, Any]) -> None:
    """Keep what was found; it may hold the sender's own values, so it is sealed."""
    folder = drops_folder(home) / drop.number
    aside = folder / f"{kind}.{os.getpid()}.new"
    seal_text(the_keys(home), json.dumps(answer, ensure_ascii=False), aside)
    os.replace(aside, folder / f"{kind}.age")


def read_answer(home: Home, drop: Drop, kind: str) -> dict[str, Any] | None:
    place = drops_folder(home) / drop.number / f"{kind}.age"
    if not place.exists():
        return None
    found: dict[str, Any] = json.loads(unsealed(the_keys(home), place))
    return found


def _read(folder: Path) -> Drop | None:
    """A drop as it stands; one that is being removed, or was cut short, is none."""
    with suppress(OSError, ValueError, TypeError):
        said = json.loads((folder / "drop.json").read_text(encoding="utf-8"))
        return Drop(**{**said, "names": tuple(said["names"])})
    return None


def _write(folder: Path, drop: Drop) -> None:
    aside = folder / f"drop.{os.getpid()}.new"
    aside.write_text(json.dumps(asdict(drop), ensure_ascii=False), encoding="utf-8")
    os.replace(aside, folder / "drop.json")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One at a time for each drop; a drop that is gone is nobody's."""
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        yield
    if not folder.exists():
        folder.with_name(f"{folder.name}.lock").unlink(missing_ok=True)
