"""A small clinic's project at the door: checks and lists to add, deliveries to hand in and recount.

It builds on the contract of `small_project`; what is expected stands in the tests.
"""

import csv
from pathlib import Path
from typing import Any

from orchestration.contracts.catalogue import Catalogue
from orchestration.home import Home
from orchestration.register.book import submission_folder
from orchestration.register.receive import Receipt
from orchestration.register.rows import aside_file, rows_file
from tests.sealed import read_table
from tests.unit.orchestration.sending import Row, kept_rows, problems, send
from tests.unit.orchestration.small_project import (
    CONTRACT,
    DICTIONARY,
    changed,
    read_project,
    write_project,
)

VISIT: Row = {"id": "1", "listed": "30/11/2025", "seen": "", "kind": "", "minutes": ""}
NOTE: Row = {"id": "n1", "visit": "1", "note": ""}

Change = tuple[str, str]


def project(
    folder: Path,
    *,
    contract: list[Change] = [],  # noqa: B006 - read only
    dictionary: list[Change] = [],  # noqa: B006 - read only
    checks: str = "",
    lists: dict[str, str] | None = None,
) -> Catalogue:
    """The small project with pieces of its text changed, with checks and with further lists."""
    texts = {"contract": CONTRACT, "dictionary": DICTIONARY}
    for name, changes in (("contract", contract), ("dictionary", dictionary)):
        for old, new in changes:
            texts[name] = changed(texts[name], old, new)
    write_project(folder, **texts)
    (folder / "checks").mkdir()
    if checks:
        (folder / "checks" / "visits.yml").write_text(checks, encoding="utf-8")
    for name, text in (lists or {}).items():
        (folder / "seeds" / "codes" / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_project(folder)


def visit(number: int | str = 1, **cells: str) -> Row:
    return {**VISIT, "id": str(number), **cells}


def visits(count: int, first: int = 1, **cells: str) -> list[Row]:
    return [visit(number, **cells) for number in range(first, first + count)]


def note(number: int | str = 1, of: int | str = 1, text: str = "") -> Row:
    return {"id": f"n{number}", "visit": str(of), "note": text}


def write_rows(path: Path, rows: list[Row], headings: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, headings)
        writer.writeheader()
        writer.writerows(rows)


def write_delivery(folder: Path, seen: list[Row], notes: list[Row] | None = None) -> Path:
    """Both files of a delivery in a folder of their own."""
    write_rows(folder / "visits_a.csv", seen, list(seen[0]) if seen else list(VISIT))
    write_rows(folder / "notes_a.csv", notes or [], list(notes[0]) if notes else list(NOTE))
    return folder


class Door:
    """Hands deliveries in, one folder after another, and recounts each that is accepted."""

    def __init__(self, home: Home, catalogue: Catalogue, scratch: Path) -> None:
        self.home, self.catalogue, self._scratch, self._sent = home, catalogue, scratch, 0

    def send(self, seen: list[Row], notes: list[Row] | None = None, **how: Any) -> Receipt:
        self._sent += 1
        folder = write_delivery(self._scratch / f"in{self._sent}", seen, notes)
        return self.hand_in(folder, **how)

    def hand_in(self, place: Path, **how: Any) -> Receipt:
        receipt = send(self.home, place, catalogue=self.catalogue, **how)
        recount(self.home, receipt)
        return receipt

    def loaded(self, receipt: Receipt, table: str = "visits", column: str = "id") -> list[str]:
        return [row[column] for row in kept_rows(self.home, receipt, table, "loaded")]


def recount(home: Home, receipt: Receipt) -> None:
    """Received = loaded + set aside, in the register and again in the files on disk."""
    entry = receipt.submission
    folder = submission_folder(home, entry)
    for name, count in entry.tables.items():
        assert count.received == count.loaded + count.set_aside
        if folder.exists():
            held = read_table(home, rows_file(folder, name)).num_rows
            aside = read_table(home, aside_file(folder, name))["row_number"].to_pylist()
            assert (held, len(aside)) == (count.received, count.set_aside)
            assert len(set(aside)) == len(aside)
            assert all(0 <= number < held for number in aside)


def told(receipt: Receipt) -> list[tuple[str, str, int | None, str | None]]:
    """Rule, what happens, line and column of every problem, in the order of lines."""
    assert receipt.submission.status == "accepted", receipt.submission.reason
    found = [(p.rule, p.severity, p.line, p.column) for p in problems(receipt)]
    return sorted(found, key=lambda one: (one[2] or 0, one[0], one[3] or ""))
