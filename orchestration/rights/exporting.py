"""Writes what is held of one person as files for a subject access request.

Who may ask for it is decided by people; the folder is for its owner alone.
"""

import csv
from pathlib import Path
from typing import Any

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.sql import identifier
from orchestration.ducks import open_memory, read_sealed
from orchestration.holds.finding import Tables, find_rows, held_table
from orchestration.home import OWNER_ONLY, Home
from orchestration.refusals import Refusal
from orchestration.register.book import Submission
from orchestration.register.rows import aside_file
from orchestration.rights.kept import deliveries, open_delivery
from orchestration.rights.tracing import Traced, recogniser

ORIGIN = ["received at", "delivery", "for month", "sent by", "row", "counted"]
ABOUT = ["source", "what it is", "controller", "agreement", "purposes", "kept for", "rows"]


def export(home: Home, catalogue: Catalogue, traced: Traced, folder: Path) -> list[Path]:
    """One CSV for each table, with the sender's headings and our words, and `about.csv`."""
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(str(folder), "It is not empty.", "Name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(OWNER_ONLY)
    held: dict[tuple[str, str], list[dict[str, Any]]] = {}
    with open_memory(home) as con:
        for entry, place in deliveries(home, catalogue):
            tables = open_delivery(con, catalogue, entry, place)
            further = {name.kind for name in traced.names}
            for name, count in find_rows(tables, recogniser(traced.names), further).items():
                if count:
                    rows = _rows(tables, entry, place, name)
                    held.setdefault((str(entry.source), name), []).extend(rows)
    written = [_write(folder, *table, rows) for table, rows in sorted(held.items())]
    about = folder / "about.csv"
    _write_rows(about, ABOUT, [_about(catalogue, *t, len(rows)) for t, rows in held.items()])
    return [*written, about]


def _rows(tables: Tables, entry: Submission, place: Path, name: str) -> list[dict[str, Any]]:
    words: dict[str, list[str]] = {}
    for word, column in tables.contract.tables[name].columns.items():
        words.setdefault(column.from_, []).append(word)
    headings = {
        column: f"{column} ({', '.join(words[column])})" if column in words else column
        for column in tables.columns[name]
    }
    shown = ", ".join(f"rows.{identifier(column)}" for column in headings)
    found = tables.con.execute(f"""
        select rows.row_number, aside.row_number is null, {shown}
        from {tables.relations[name]} as rows
        inner join {held_table(name)} as held using (row_number)
        left join {read_sealed(aside_file(place, name))} as aside
            on aside.row_number = rows.row_number
        order by rows.row_number
    """).fetchall()
    origin = [entry.received_at, entry.submission_id, entry.month, entry.supplier]
    return [
        dict(
            zip(
                [*ORIGIN, *headings.values()],
                [*origin, number + 1, "yes" if counts else "set aside", *cells],
                strict=True,
            )
        )
        for number, counts, *cells in found
    ]


def _about(catalogue: Catalogue, source: str, table: str, rows: int) -> list[Any]:
    contract, agreement = catalogue.contracts[source], catalogue.agreements[source]
    kept = f"{agreement.retention.years} years after {agreement.retention.after}"
    return [
        *(f"{source}.{table}", f"{contract.title}: {contract.tables[table].grain}"),
        *(agreement.controller, agreement.reference, ", ".join(agreement.purposes), kept, rows),
    ]


def _write(folder: Path, source: str, table: str, rows: list[dict[str, Any]]) -> Path:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    cells = [[row.get(heading) for heading in headings] for row in rows]
    path = folder / f"{source}.{table}.csv"
    _write_rows(path, headings, cells)
    return path


def _write_rows(path: Path, headings: list[str], rows: list[list[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(rows)
