"""What a receipt is told as: its answer in words, and the list of problems to mend from.

How a screen or a page shows it is theirs to say.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from orchestration.contracts.sentences import rule_texts
from orchestration.register.problems import COLUMNS
from orchestration.sheets import write_sheet

LISTED = ["delivery", "table", "file", "sheet", "line", "column", "rule", "severity"]
SAID = ["what is wrong", "what to do"]
ANSWERS = {"refused": "refused", "again": "received before, nothing changed"}
NOT_PROMISED, FURTHER = "V001", "a further column"


def answer_of(receipt: Any) -> str:
    """The answer in words."""
    entry = receipt.submission
    aside = sum(count.set_aside for count in entry.tables.values())
    said = ANSWERS.get(entry.status, "accepted, rows set aside" if aside else "accepted")
    replaces = entry.status == "accepted" and entry.supersedes
    return said + (", replaces an earlier delivery" if replaces else "")


def not_listed(receipt: Any) -> int:
    """How many problems a receipt has beyond those it lists; that of a resubmission has no line."""
    entry = receipt.submission
    if entry.status != "accepted":
        return 0
    found: int = sum(count for rule, count in entry.rules.items() if rule != "V002")
    return max(0, found - len(receipt.problems))


def problems_of(receipt: Any, *, keep: bool) -> list[tuple[Any, ...]]:
    """The problems that a receipt lists; what nobody promised may be a note about a child, so
    where the sender is not the reader it has no name."""
    if not keep:
        return list(receipt.problems)
    return [
        (*problem[:4], FURTHER, *problem[5:]) if problem[5] == NOT_PROMISED else problem
        for problem in receipt.problems
    ]


def as_data(receipt: Any, *, keep: bool) -> dict[str, Any]:
    """A receipt as data; the sender's own values only where nothing is kept, by `check`."""
    entry = receipt.submission
    told = problems_of(receipt, keep=keep)
    problems = [dict(zip(COLUMNS, problem, strict=True)) for problem in told]
    if keep:
        problems = [{k: v for k, v in problem.items() if k != "value"} for problem in problems]
    return {
        "delivery": receipt.delivery,
        "answer": answer_of(receipt),
        "status": entry.status,
        "submission_id": entry.submission_id,
        "source": entry.source,
        "supplier": entry.supplier,
        "month": entry.month,
        "part": entry.part,
        "reason": entry.reason,
        "supersedes": entry.supersedes,
        "difference": entry.difference,
        "encodings": entry.encodings,
        "tables": {
            name: {"received": c.received, "loaded": c.loaded, "set_aside": c.set_aside}
            for name, c in entry.tables.items()
        },
        "rules": entry.rules,
        "problems": problems,
        "problems_not_listed": not_listed(receipt),
    }


def write_problems(place: Path, receipts: list[Any], *, keep: bool) -> int:
    """Write the row-level list as CSV or Excel, by the name's ending; return how many lines.

    The sender's own values stand in it only where the sender is the reader: in `check`.
    """
    rows = [
        row
        for receipt in receipts
        for row in listed(receipt.delivery, problems_of(receipt, keep=keep), with_values=not keep)
    ]
    write_sheet(place, "problems", headings(with_values=not keep), rows)
    return len(rows)


def headings(*, with_values: bool) -> list[str]:
    """Those of the list of problems."""
    return [*LISTED, *SAID, *(["value"] if with_values else [])]


def listed(
    delivery: str, problems: Iterable[tuple[Any, ...]], *, with_values: bool
) -> Iterator[list[Any]]:
    """A line for each problem, with what is wrong and what to do in words."""
    for *where, rule, severity, value in problems:
        text = rule_texts()[rule]
        row = [delivery, *where, rule, severity, text.sentence, text.what_to_do]
        yield row + ([value] if with_values else [])
