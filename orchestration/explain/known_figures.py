"""The ledger of figures: what each was, from which state of knowledge on; it is only added to.

A state is what had been received, not a moment of a clock. What a change means is in `revisions`.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.ducks import file_literal
from orchestration.home import Home, shared_as_its_folder
from orchestration.journal import Journal
from orchestration.months import Month
from orchestration.register.book import Submission

KEY = ("measure_id", "local_authority_code", "month_starting_on", "breakdown", "item")
AMOUNTS = ("numerator", "denominator", "value")


@dataclass(frozen=True)
class State:
    """What was known when some figures were made.

    known_from  when the last of the deliveries that counted had come in
    came, went  deliveries that counted then and not in the state before, and the other way round,
                each with how many rows of it counted
    """

    number: int
    month: str
    known_from: str
    came: list[str]
    went: list[str]


def figures_folder(home: Home) -> Path:
    return home.folder("warehouse") / "figures"


def states(home: Home) -> list[State]:
    """Every state that figures are held of, the first one first."""
    return [State(**line) for line in _journal(home).lines()]


def state_of(home: Home, month: Month, counting: Iterable[Submission]) -> State:
    """The state of knowledge in which some deliveries count, as the one after the last."""
    entries = list(counting)
    now, before = {_told(entry) for entry in entries}, deliveries(states(home))
    known_from = max((entry.received_at for entry in entries), default="")
    number = len(states(home)) + 1
    return State(number, str(month), known_from, sorted(now - before), sorted(before - now))


def deliveries(held: Iterable[State]) -> set[str]:
    """What counted in the last of some states."""
    found: set[str] = set()
    for state in held:
        found = (found - set(state.went)) | set(state.came)
    return found


def submission_of(told: str) -> str:
    """The delivery of which a state says that it came or went."""
    return told.partition(" ")[0]


def _told(entry: Submission) -> str:
    """By how many rows count, a delivery of which rows were set aside since is another."""
    return f"{entry.submission_id} {sum(count.loaded for count in entry.tables.values())}"


def changed_sql(home: Home) -> str:
    """A query of every figure that a state changed: its key, amounts before and after, whether it
    is held since and whether that was a revision, and the number of the state."""
    columns = ", ".join(
        [f"null::{kind} as {name}" for name, kind in _columns().items()]
        + ["null::bigint as state_number"]
    )
    parts = [f"select {columns} where false"]
    for state in states(home):
        place = _file(home, state.number)
        parts.append(f"select *, {state.number} from read_parquet({file_literal(place)})")
    return " union all ".join(parts)


def last_known_sql(home: Home) -> str:
    """A query of the figures as they were last known, without those that are held no more."""
    return f"""
        select {", ".join((*KEY, *AMOUNTS))} from (
            select * from ({changed_sql(home)})
            qualify row_number() over (partition by {", ".join(KEY)} order by state_number desc) = 1
        ) where is_held
    """


def append(home: Home, state: State, changed: Path) -> None:
    """Add a state and the figures that it changed, written aside as `changed`. The line in the
    journal is what makes it so: a file that a crash left without one is written anew."""
    folder = figures_folder(home)
    folder.mkdir(exist_ok=True)
    place = _file(home, state.number)
    shutil.copyfile(changed, place.with_suffix(".new"))
    os.replace(place.with_suffix(".new"), place)
    _journal(home).add(state.__dict__)
    shared_as_its_folder(folder, home.folder("warehouse"))


def _columns() -> dict[str, str]:
    amounts: dict[str, Any] = {"numerator": "bigint", "denominator": "bigint", "value": "decimal"}
    kinds = {name: "varchar" for name in KEY} | {"month_starting_on": "date"}
    kinds |= {name: _kind(kind) for name, kind in amounts.items()}
    kinds |= {f"old_{name}": _kind(kind) for name, kind in amounts.items()}
    return kinds | {"is_held": "boolean", "is_revision": "boolean"}


def _kind(kind: str) -> str:
    return "decimal(18, 6)" if kind == "decimal" else kind


def _journal(home: Home) -> Journal:
    return Journal(figures_folder(home) / "figures.jsonl")


def _file(home: Home, number: int) -> Path:
    return figures_folder(home) / f"{number:06d}.parquet"
