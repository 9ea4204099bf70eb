"""How receipts are told: a table for people, data for programs, a list for the sender to mend from.

What is in a receipt is decided in orchestration.register.
"""

from pathlib import Path
from typing import Any

from orchestration.cli.sheets import write_sheet
from orchestration.cli.voice import out, table

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
    from orchestration.register.problems import COLUMNS

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


def tell(receipts: list[Any], *, keep: bool, is_listed: bool = False) -> None:
    """A table of answers, the reasons of what was refused, and the worst problems first.

    is_listed  every line to mend has been listed already
    """
    rows = []
    for receipt in receipts:
        entry = receipt.submission
        counts = entry.tables.values()
        rows.append(
            [
                receipt.delivery,
                entry.period if entry.month else "",
                answer_of(receipt),
                sum(c.received for c in counts),
                sum(c.loaded for c in counts),
                sum(c.set_aside for c in counts),
            ]
        )
    table("Receipts", ["delivery", "period", "answer", "received", "loaded", "set aside"], rows)
    for receipt in receipts:
        if receipt.submission.status == "refused":
            out.print(f"Refused: {receipt.submission.reason}", markup=False)
        for name, change in receipt.submission.difference.items():
            told = ", ".join(f"{count} {kind}" for kind, count in change.items())
            out.print(f"{receipt.delivery}, {name}: {told} since it was last sent", markup=False)
    _tell_worst(receipts, keep=keep)
    if any(receipt.problems for receipt in receipts) and not is_listed:
        what = "with your own values" if not keep else "without values"
        out.print(f"Every line to mend, {what}: add --problems list.xlsx")
    for receipt in receipts:
        if unlisted := not_listed(receipt):
            out.print(f"{receipt.delivery}: {unlisted:,} further problems are not listed")


def _tell_worst(receipts: list[Any], *, keep: bool) -> None:
    from orchestration.contracts.sentences import rule_texts

    counts: dict[tuple[str, str], int] = {}
    examples: dict[tuple[str, str], str] = {}
    for receipt in receipts:
        told = problems_of(receipt, keep=keep)
        for _, file, sheet, line, column, rule, severity, _ in told:
            key = (severity, rule)
            counts[key] = counts.get(key, 0) + 1
            place = " ".join(filter(None, [file, sheet, f"line {line}" if line else ""]))
            examples.setdefault(key, ", ".join(filter(None, [place, column])))
    order = ["refuse", "set_aside", "query", "warn"]
    rows = [
        [
            rule,
            severity.replace("_", " "),
            count,
            rule_texts()[rule].sentence,
            rule_texts()[rule].what_to_do,
            examples[severity, rule],
        ]
        for (severity, rule), count in sorted(
            counts.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0])
        )
    ]
    if rows:
        headings = ["rule", "what happens", "cells", "what", "what to do", "for example"]
        table("What is wrong, worst first", headings, rows)


def write_problems(place: Path, receipts: list[Any], *, keep: bool) -> int:
    """Write the row-level list as CSV or Excel, by the name's ending; return how many lines.

    The sender's own values stand in it only where the sender is the reader: in `check`.
    """
    from orchestration.contracts.sentences import rule_texts

    headings = [*LISTED, *SAID] + ([] if keep else ["value"])
    rows = []
    for receipt in receipts:
        for *where, rule, severity, value in problems_of(receipt, keep=keep):
            text = rule_texts()[rule]
            row = [receipt.delivery, *where, rule, severity, text.sentence, text.what_to_do]
            rows.append(row + ([] if keep else [value]))
    write_sheet(place, "problems", headings, rows)
    return len(rows)
