"""How receipts are told on a screen: a table of answers, and the worst problems.

What is in a receipt is decided in orchestration.register, and so is what its words are.
"""

from typing import Any

from orchestration.cli.voice import out, table
from orchestration.register.telling import answer_of, not_listed, problems_of


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
