"""What people have decided about pairs of records: kept for good, and stronger than any model.

An answer to a question of the queue needs one steward. Going against what was decided without
anybody looking needs two, who say the same.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa

from orchestration.clock import at_second
from orchestration.home import Home
from orchestration.identity.records import NAME, PAIR, Pair, Record, number_pairs, ordered
from orchestration.journal import Journal
from orchestration.refusals import Refusal

Verdict = Literal["same", "different"]


@dataclass(frozen=True)
class Decision:
    """What one steward said of one pair. `is_override`: it goes against the automatic decision."""

    pair: Pair
    verdict: Verdict
    who: str
    why: str
    at: str
    is_override: bool


def read_record(text: str) -> Record:
    """A record as it is typed: WORD:SUPPLIER:ID."""
    parts = text.split(":", 2)
    if len(parts) != len(NAME) or not all(parts):
        what = "It does not name a record."
        raise Refusal("--record", what, "Write it as WORD:SUPPLIER:ID, for each of two records.")
    return parts[0], parts[1], parts[2]


class Decisions:
    """The journal of one data home; it names records, and lies in the identifiable store."""

    def __init__(self, home: Home) -> None:
        self._path = home.linked / "decisions.jsonl"
        self._journal = Journal(self._path)

    def all(self) -> list[Decision]:
        return [_decision(line) for line in self._journal.lines()]

    def add(
        self, pair: Pair, verdict: Verdict, who: str, why: str, at: datetime, is_override: bool
    ) -> Decision:
        """Write a decision down; Refusal where it says nothing new."""
        if not why.strip():
            raise Refusal("--why", "There is no reason.", "Say what you saw, without names.")
        decision = Decision(ordered(*pair), verdict, who, why, at_second(at), is_override)
        said = [held for held in self.all() if held.pair == decision.pair]
        if said and (said[-1].who, said[-1].verdict) == (who, verdict):
            waits = decision.pair not in in_force(said)
            remedy = "A second person must decide the same." if waits else "There is no more to do."
            raise Refusal("decide", "You have decided this pair already, in the same way.", remedy)
        self._journal.add(asdict(decision))
        return decision

    def forget(self, is_gone: Callable[[Record], bool]) -> int:
        """Take out every decision about the records that are to go; return how many there were."""
        kept = [held for held in self.all() if not any(map(is_gone, held.pair))]
        count = len(self.all()) - len(kept)
        if count:
            aside = self._path.with_name(self._path.name + ".new")
            aside.unlink(missing_ok=True)
            for held in kept:
                Journal(aside).add(asdict(held))
            aside.touch()
            aside.replace(self._path)
            Path(aside).with_suffix(".lock").unlink(missing_ok=True)
        return count


def in_force(decisions: Iterable[Decision]) -> dict[Pair, Verdict]:
    """The last verdict on each pair that has all the voices it needs."""
    verdicts: dict[Pair, Verdict] = {}
    voices: dict[Pair, tuple[Verdict, set[str]]] = {}
    for decision in decisions:
        verdict, who = voices.get(decision.pair, (decision.verdict, set()))
        who = {*who, decision.who} if verdict == decision.verdict else {decision.who}
        voices[decision.pair] = (decision.verdict, who)
        if not decision.is_override or len(who) > 1:
            verdicts[decision.pair] = decision.verdict
    return verdicts


def waiting(decisions: Iterable[Decision]) -> list[Decision]:
    """The last word on each pair that a second person has yet to confirm."""
    said = list(decisions)
    last = {decision.pair: decision for decision in said}
    verdicts = in_force(said)
    return [held for pair, held in last.items() if verdicts.get(pair) != held.verdict]


def load_verdicts(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make `verdicts` (record_no_l, record_no_r, verdict) of those in force tonight."""
    held = in_force(Decisions(home).all())
    columns: dict[str, list[str]] = {column: [] for column in PAIR}
    for pair in held:
        for column, value in zip(PAIR, (*pair[0], *pair[1]), strict=True):
            columns[column].append(value)
    arrays = {column: pa.array(values, pa.string()) for column, values in columns.items()}
    con.register(
        "held_verdicts", pa.table({**arrays, "verdict": pa.array(held.values(), pa.string())})
    )
    number_pairs(con, "select * from held_verdicts", "verdicts")
    con.unregister("held_verdicts")


def _decision(line: dict[str, Any]) -> Decision:
    left, right = (tuple(record) for record in line["pair"])
    assert len(left) == len(right) == len(NAME)
    return Decision(**{**line, "pair": (left, right)})
