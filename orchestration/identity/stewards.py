"""What people have decided about pairs of records: kept for good, and stronger than any model.

An answer to a question of the queue needs one steward. Going against what was decided without
anybody looking needs two, who say the same. Records are named by keyed pseudonyms only.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

import duckdb
import pyarrow as pa

from orchestration.clock import at_second
from orchestration.home import Home
from orchestration.identity.records import NAME, Pair, Record
from orchestration.journal import Journal
from orchestration.keys import HOLD, the_keys
from orchestration.refusals import Refusal

Verdict = Literal["same", "different"]
Hidden = tuple[str, str]


@dataclass(frozen=True)
class Decision:
    """What one steward said of one pair. `is_override`: it goes against the automatic decision."""

    pair: Hidden
    verdict: Verdict
    who: str
    why: str
    at: str
    is_override: bool

    @property
    def voice(self) -> str:
        """Whose it is, however the name is typed: one person is one voice."""
        return " ".join(self.who.split()).casefold()


class Decisions:
    """The journal of one data home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._journal = Journal(home.linked / "decisions.jsonl")

    def all(self) -> list[Decision]:
        return [_decision(line) for line in self._journal.lines()]

    def add(
        self, pair: Pair, verdict: Verdict, who: str, why: str, at: datetime, is_override: bool
    ) -> Decision:
        """Write a decision down; Refusal where it says nothing new, or gives no reason."""
        if not why.strip():
            raise Refusal("--why", "There is no reason.", "Say what you saw, without names.")
        if not who.strip():
            raise Refusal("--who", "Nobody is named.", "Say who decides this.")
        hidden = hide(self._home, [pair])[0]
        decision = Decision(hidden, verdict, who, why, at_second(at), is_override)
        said = [held for held in self.all() if held.pair == decision.pair]
        if said and (said[-1].voice, said[-1].verdict) == (decision.voice, verdict):
            waits = in_force(said).get(hidden) != verdict
            remedy = "A second person must decide the same." if waits else "There is no more to do."
            raise Refusal("decide", "You have decided this pair already, in the same way.", remedy)
        self._journal.add(asdict(decision))
        return decision


def hide(home: Home, pairs: Iterable[Pair]) -> list[Hidden]:
    """Each pair as the keyed pseudonyms of its records, in an order that tells nothing."""
    listed = list(pairs)
    names = the_keys(home).pseudonyms(HOLD, [_text(record) for pair in listed for record in pair])
    return [(min(two), max(two)) for two in zip(names[::2], names[1::2], strict=True)]


def in_force(decisions: Iterable[Decision]) -> dict[Hidden, Verdict]:
    """The last verdict on each pair that has all the voices it needs."""
    verdicts: dict[Hidden, Verdict] = {}
    voices: dict[Hidden, tuple[Verdict, set[str]]] = {}
    for decision in decisions:
        verdict, who = voices.get(decision.pair, (decision.verdict, set()))
        who = {*who, decision.voice} if verdict == decision.verdict else {decision.voice}
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


def read_record(text: str) -> Record:
    """A record as it is typed: WORD:SUPPLIER:ID."""
    parts = text.split(":", 2)
    if len(parts) != len(NAME) or not all(parts):
        what = "It does not name a record."
        raise Refusal("--record", what, "Write it as WORD:SUPPLIER:ID, for each of two records.")
    return parts[0], parts[1], parts[2]


def load_verdicts(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make `verdicts` (record_no_l, record_no_r, verdict): those in force on tonight's records."""
    held = in_force(Decisions(home).all())
    one, other = ([pair[at] for pair in held] for at in (0, 1))
    told = {"one": one, "other": other, "verdict": list(held.values())}
    con.register(
        "held_verdicts", pa.table({name: pa.array(v, pa.string()) for name, v in told.items()})
    )
    hidden = _hide_records(con, home) if held else pa.table({"record_no": [], "hidden": []})
    con.register("hidden_records", hidden)
    con.execute("""
        create or replace temp table verdicts as
        select least(a.record_no, b.record_no) as record_no_l,
            greatest(a.record_no, b.record_no) as record_no_r, verdict
        from held_verdicts
        inner join hidden_records as a on held_verdicts.one = a.hidden
        inner join hidden_records as b on held_verdicts.other = b.hidden
        order by 1, 2
    """)
    con.unregister("held_verdicts")
    con.unregister("hidden_records")


def _hide_records(con: duckdb.DuckDBPyConnection, home: Home) -> pa.Table:
    parts = " || '|' || ".join(NAME)
    named = con.execute(f"select record_no, {parts} as text from records").to_arrow_table()
    hidden = the_keys(home).pseudonyms(HOLD, named["text"].to_pylist())
    return named.drop_columns(["text"]).append_column("hidden", pa.array(hidden, pa.string()))


def _text(record: Record) -> str:
    return "|".join(record)


def _decision(line: dict[str, Any]) -> Decision:
    one, other = line["pair"]
    return Decision(**{**line, "pair": (one, other)})
