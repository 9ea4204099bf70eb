"""Data Docs of a run: what every gate found, as pages that Great Expectations' own renderer makes.

They hold sentences and counts and may be shared inside the council. Nothing is fetched to show
them, and the same findings make the same bytes. What was found is in `kept`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orchestration.gates.kept import kept_judgements, kept_receipts, outcome
from orchestration.gates.suites import read_suites

FOLDER = "data_docs"
INDEX = "index.html"
RECEIPTS = "receipts.html"
OUTCOMES = {
    "met": "met",
    "blocks": "blocks",
    "asks": "asks whoever approves",
    "warns": "warns",
}
GATES = {"door": "Door", "core": "Core", "publication": "Publication"}
COULD_NOT_RUN = "It could not be asked; the run's own words are kept in the identifiable store."


def write_data_docs(folder: Path, gates: Path, month: str) -> list[str]:
    """Write the pages into a folder of their own; returns their names, the first one first."""
    pages = data_docs(gates, month)
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages.items():
        (folder / name).write_bytes(page)
    return list(pages)


def data_docs(gates: Path, month: str) -> dict[str, bytes]:
    """The pages by name: an index, one for each suite that was asked, and what the door counted.

    gates  the folder in which a build keeps what its gates said
    """
    from orchestration.gates.pages import Pages

    pages = Pages(f"What the gates found, {month}")
    suites, told = read_suites(), kept_judgements(gates)
    made = {INDEX: pages.index(_index_rows(told), [RECEIPTS])}
    for name, judgements in told.items():
        made[f"{name}.html"] = pages.suite(name, suites.get(name), _results(name, judgements))
    receipts = kept_receipts(gates)
    made[RECEIPTS] = pages.tables("What the door counted", _door_tables(receipts))
    return {name: page.encode() for name, page in made.items()}


def _index_rows(told: Mapping[str, list[dict[str, Any]]]) -> list[list[str]]:
    """A row for each suite, those that block first: name, gate, table, outcome, findings."""
    order = list(OUTCOMES)[1:] + ["met"]
    rows = []
    for name, judgements in told.items():
        outcomes = [outcome(one) for one in judgements]
        worst = min(outcomes, key=order.index, default="met")
        unmet = [one["rule"] for one in judgements if not one["is_met"]]
        gate, table = GATES[judgements[0]["gate"]], judgements[0]["table"] or "receipts"
        rows.append((order.index(worst), [name, gate, table, OUTCOMES[worst], ", ".join(unmet)]))
    return [row for _, row in sorted(rows)]


def _results(name: str, judgements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each judgement as a validation result: a sentence and a count, and no value of a row."""
    return [
        {
            "sentence": _sentence(told),
            "success": bool(told["is_met"]),
            "rows": int(told["unexpected_rows"]),
            "problem": COULD_NOT_RUN if told["could_not_run"] else None,
        }
        for told in judgements
    ]


def _sentence(told: Mapping[str, Any]) -> str:
    """The expectation in words; where it is not met, also how it bears and what to do."""
    text = f"{told['rule']}: {told['sentence']}"
    if told["is_met"]:
        return text
    whose = told.get("counts") or {}
    counts = "; ".join(f"{about}: {count}" for about, count in whose.items())
    found = f" Found in {counts}." if counts else ""
    bears = OUTCOMES[outcome(told)]
    return f"{text} Not so: {bears}.{found} What to do: {told['what_to_do']}"


def _door_tables(receipts: Mapping[str, Any]) -> list[tuple[str, list[str], list[list[str]]]]:
    """From the receipts, so that no rule is asked twice: rows by table, and rules that fired."""
    rows = [
        [one["source"], one["table_name"], *(str(one[key]) for key in _ROW_COUNTS)]
        for one in receipts.get("tables", [])
    ]
    rules = [
        [one["source"], one["rule"], one["sentence"], one["severity"], str(one["count"])]
        for one in receipts.get("rules", [])
    ]
    return [
        ("Rows received = loaded + set aside", ["Source", "Table", *_ROW_COUNTS.values()], rows),
        ("Rules that fired", ["Source", "Rule", "Sentence", "Severity", "Times"], rules),
    ]


_ROW_COUNTS = {
    "deliveries": "Deliveries",
    "received_rows": "Received",
    "loaded_rows": "Loaded",
    "set_aside_rows": "Set aside",
    "unaccounted_rows": "Unaccounted for",
}
