"""Remembers every count that was ever released, with what was printed of it.

Exact counts are in it, so it lies with the warehouse. What a reader could make of several releases
is reckoned in `knowledge`; a release itself is `orchestration.release`'s.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.build import Build
from orchestration.disclosure.figures import Count
from orchestration.disclosure.system import Known
from orchestration.home import Home, shared_as_its_folder
from orchestration.refusals import Refusal

COUNTS = "counts.parquet"
MOMENT = "%Y%m%dT%H%M%S"
SCHEMA = pa.schema(
    [
        ("population", pa.string()),
        ("authority", pa.string()),
        ("month", pa.date32()),
        ("items", pa.string()),
        ("truth", pa.int64()),
        ("low", pa.int64()),
        ("high", pa.int64()),
        ("is_protected", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class Told:
    """A count as it was when it was printed: how many, and what that told a reader."""

    truth: int
    known: Known
    is_protected: bool


def keep_counts(build: Build, told: Mapping[Count, Told]) -> None:
    """Keep a build's printed counts beside it, for the draft that is made of it."""
    rows = [
        {
            "population": count.population,
            "authority": count.authority,
            "month": count.month,
            "items": json.dumps(count.items, ensure_ascii=False),
            "truth": one.truth,
            "low": one.known.low,
            "high": one.known.high,
            "is_protected": one.is_protected,
        }
        for count, one in told.items()
    ]
    pq.write_table(pa.Table.from_pylist(rows, SCHEMA), build.folder / COUNTS)


def remember_drafted(home: Home, build: Build, draft: str) -> None:
    """Keep the counts of a draft for the moment it is released. Safe to repeat."""
    _put(home, (build.folder / COUNTS).read_bytes(), _drafted(home, draft))


def remember_released(home: Home, draft: str, name: str, at: datetime) -> None:
    """A draft was released under a name: from now on its counts are known to everybody.

    It comes before the release is in place, and is safe to repeat: no release is ever forgotten.
    """
    if name not in {_name(path) for path in _in_order(home)}:
        drafted = _drafted(home, draft)
        if not drafted.is_file():
            raise _lost(drafted.name, "what it would tell readers is remembered nowhere")
        content = drafted.read_bytes()
        _put(home, content, _released(home) / f"{at:{MOMENT}} {name}.parquet")


def ledger_name(draft: str, name: str) -> str:
    """A draft has its own entry: what an interrupted release of another draft would have shown is
    never forgotten."""
    return f"{name} ({draft})"


def released_before(home: Home, moment: datetime | None = None) -> list[str]:
    """Every release that readers had at a moment, or have now, in the order of their release."""
    return [_name(path) for path in _in_order(home) if _was_there(path, moment)]


def released_counts(home: Home) -> list[dict[Count, Told]]:
    """What each release printed of each count, in the order of their release."""
    return [dict(_read(path)) for path in _in_order(home)]


def refuse_forgotten(home: Home, released: Iterable[str]) -> None:
    """Raise Refusal unless every one of these releases is remembered: an attack without them would
    not know what readers know."""
    lost = sorted(set(released) - set(released_before(home)))
    if lost:
        raise _lost(", ".join(lost), "what was released of it is remembered no more")


def _lost(name: str, why: str) -> Refusal:
    remedy = (
        "Put warehouse/disclosure of the data home back from a backup, and say it again; until then"
        " nothing may be shown, for nobody could tell what readers would work out from it."
    )
    return Refusal(name, f"{why.capitalize()}.", remedy, "V119")


def replay_ledger(home: Home, aside: Home, moment: datetime) -> None:
    """Give another home the releases that readers of this one had at a moment."""
    for path in _in_order(home):
        if _was_there(path, moment):
            _put(aside, path.read_bytes(), _released(aside) / path.name)


def _in_order(home: Home) -> list[Path]:
    """What an interruption left half written is hidden, and no release."""
    held = _released(home).glob("*.parquet")
    return sorted(path for path in held if not path.name.startswith("."))


def _name(path: Path) -> str:
    return path.stem.partition(" ")[2]


def _was_there(path: Path, moment: datetime | None) -> bool:
    return moment is None or path.stem.partition(" ")[0] <= f"{moment:{MOMENT}}"


def _read(path: Path) -> Iterator[tuple[Count, Told]]:
    for row in pq.read_table(path).to_pylist():
        items = tuple((column, label) for column, label in json.loads(row["items"]))
        month: date = row["month"]
        count = Count(row["population"], row["authority"], month, items)
        yield count, Told(row["truth"], Known(row["low"], row["high"]), row["is_protected"])


def _put(home: Home, content: bytes, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f".{place.name}")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    shared_as_its_folder(aside, home.folder("warehouse"))
    os.replace(aside, place)


def _released(home: Home) -> Path:
    return home.folder("warehouse") / "disclosure" / "released"


def _drafted(home: Home, draft: str) -> Path:
    return home.folder("warehouse") / "disclosure" / "drafted" / f"{draft}.parquet"
