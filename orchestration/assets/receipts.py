"""What the receipts of the deliveries in force say, as counts: rows by table and rules that fired.

No rule is asked here; that was done once, when the delivery came.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from orchestration.contracts.sentences import rule_texts
from orchestration.register.book import Submission

RULE_COLUMNS = ["source", "rule", "sentence", "severity", "count"]
COUNTED = ("received_rows", "loaded_rows", "set_aside_rows", "unaccounted_rows")


def rules_fired(entries: Iterable[Submission]) -> list[dict[str, Any]]:
    """How often each rule fired in the deliveries of each source."""
    counts: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        for rule, count in entry.rules.items():
            counts[str(entry.source), rule] += count
    texts = rule_texts()
    return [
        {
            "source": source,
            "rule": rule,
            "sentence": texts[rule].sentence if rule in texts else "",
            "severity": texts[rule].severity if rule in texts else "",
            "count": count,
        }
        for (source, rule), count in sorted(counts.items())
        if count
    ]


def by_table(accounts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The accounts of all deliveries of a table added up."""
    tables: dict[tuple[str, str], Counter[str]] = {}
    for row in accounts:
        held = tables.setdefault((str(row["source"]), str(row["table_name"])), Counter())
        held["deliveries"] += 1
        held.update({name: int(row[name]) for name in COUNTED})
    return [
        {"source": source, "table_name": table, **held}
        for (source, table), held in sorted(tables.items())
    ]
