"""What the gates said of a build, kept beside it for the release to tell, and what they ask of it.

Counts and sentences only; how a suite is asked is in `judging`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.gates.suites import Judgement, Suite

Kept = Mapping[str, Sequence[Mapping[str, Any]]]
WHOLE_RELEASE = "whole release"
RECEIPTS = Path("receipts") / "door.json"


@dataclass(frozen=True)
class Query:
    """A finding that the approver of a release must answer in writing before it is approved.

    about  the dataset whose rows they are, or the table where the rows are of no one dataset
    count  how many rows: with another count it is another query, and an answer to this one lapses
    """

    rule: str
    about: str
    month: str
    count: int
    sentence: str
    what_to_do: str

    @property
    def identity(self) -> str:
        """What an answer is given to; it says all that the answer depends on."""
        return f"{self.rule} {self.about} {self.month} {self.count}"


def keep_judgements(folder: Path, name: str, suite: Suite, judgements: list[Judgement]) -> None:
    folder.mkdir(exist_ok=True)
    told = [
        {
            "rule": one.expectation.rule,
            "gate": suite.gate,
            "table": suite.table,
            "sentence": one.expectation.sentence,
            "what_to_do": one.expectation.what_to_do,
            "severity": one.expectation.severity,
            "is_met": one.is_met,
            "could_not_run": one.could_not_run,
            "unexpected_rows": one.unexpected_rows,
            **({"by": suite.by, "counts": dict(one.by)} if one.by else {}),
        }
        for one in judgements
    ]
    (folder / f"{name}.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


def kept_judgements(folder: Path) -> dict[str, list[dict[str, object]]]:
    """What the gates said, by suite."""
    paths = sorted(folder.glob("*.json")) if folder.exists() else []
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def keep_receipts(folder: Path, receipts: Mapping[str, Any]) -> None:
    """What the door counted, for the pages: rows of each table, and rules that fired."""
    place = folder / RECEIPTS
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(receipts, indent=1), encoding="utf-8")


def kept_receipts(folder: Path) -> dict[str, Any]:
    place = folder / RECEIPTS
    return json.loads(place.read_text(encoding="utf-8")) if place.exists() else {}


def outcome(told: Mapping[str, Any]) -> str:
    """What one kept judgement means for a release: met, blocks, asks or warns."""
    if told.get("is_met", True):
        return "met"
    severity = told.get("severity", "critical")
    if told.get("could_not_run") or severity == "critical":
        return "blocks"
    return "asks" if severity == "query" else "warns"


def queries(gates: Kept, month: str) -> list[Query]:
    """Every question that the gates put to whoever approves the month's release."""
    return [
        Query(told["rule"], about, month, count, told["sentence"], told["what_to_do"])
        for judgements in gates.values()
        for told in judgements
        if outcome(told) == "asks"
        for about, count in _whose(told).items()
    ]


def blocks(gates: Kept) -> list[str]:
    """What keeps a release back and no answer can waive, as sentences."""
    return [
        f"{told['rule']}: {told['sentence']} {told['what_to_do']}"
        for judgements in gates.values()
        for told in judgements
        if outcome(told) == "blocks"
    ]


def _whose(told: Mapping[str, Any]) -> dict[str, int]:
    if told.get("by") == "dataset":
        return dict(told["counts"])
    return {str(told["table"] or WHOLE_RELEASE): int(told["unexpected_rows"])}
