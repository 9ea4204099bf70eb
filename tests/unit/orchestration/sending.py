"""Makes small deliveries of the project's own sources and hands them in, as a supplier would.

Nothing is judged here; a delivery is sound until a test changes it.
"""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from orchestration.contracts.catalogue import Catalogue, the_catalogue
from orchestration.ducks import open_memory
from orchestration.home import Home
from orchestration.register.book import submission_folder
from orchestration.register.receive import Receipt, receive
from orchestration.register.recognise import deliveries
from orchestration.register.rows import loaded_sql, set_aside_sql
from orchestration.register.slot import Claim

Row = dict[str, str]

AT = datetime(2026, 2, 1, 9, 0)
WAITS_FILE = "therapy_waits_X9901_2025-12.csv"
WAIT: Row = {
    "patient_pseudo_id": "S001",
    "provider_code": "X9901",
    "snapshot_date": "31/12/2025",
    "service": "SLT",
    "stage": "initial_assessment",
    "referral_received_date": "01/10/2025",
    "clock_start": "01/10/2025",
    "first_contact_date": "",
    "discharge_date": "",
    "removal_reason": "",
    "birth_month": "2015-06",
    "postcode_sector": "ZZ9 4",
    "gp_ods": "Y00001",
    "ehcp_advice_request": "0",
}


class Problem(NamedTuple):
    """One line of what was found wrong, as a receipt tells it."""

    table: str
    file: str | None
    sheet: str | None
    line: int | None
    column: str | None
    rule: str
    severity: str
    value: str | None


def wait(pseudonym: str = "S001", **changed: str) -> Row:
    return {**WAIT, "patient_pseudo_id": pseudonym, **changed}


def write_table(path: Path, rows: list[Row], columns: list[str] | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns or list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_waits(folder: Path, *rows: Row, name: str = WAITS_FILE) -> Path:
    return write_table(folder / name, list(rows), list(rows[0]) if rows else list(WAIT))


def write_text(folder: Path, text: str | bytes, name: str = WAITS_FILE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def send(
    home: Home,
    place: Path,
    *,
    at: datetime = AT,
    claim: Claim | None = None,
    keep: bool = True,
    catalogue: Catalogue | None = None,
) -> Receipt:
    """Hand in the one delivery that lies at a place."""
    contracts = catalogue or the_catalogue()
    [delivery] = deliveries(contracts, [place])
    return receive(contracts, home, delivery, at, claim, keep=keep)


def problems(receipt: Receipt) -> list[Problem]:
    return [Problem(*problem) for problem in receipt.problems]


def kept_rows(home: Home, receipt: Receipt, table: str, part: str) -> list[dict[str, Any]]:
    """The rows of a table that were `loaded` or `set_aside`, from the files of the delivery."""
    return rows_kept(home, submission_folder(home, receipt.submission), table, part)


def rows_kept(home: Home, folder: Path, table: str, part: str) -> list[dict[str, Any]]:
    query = {"loaded": loaded_sql, "set_aside": set_aside_sql}[part](folder, table)
    with open_memory(home) as con:
        rows: list[dict[str, Any]] = con.execute(query).to_arrow_table().to_pylist()
    return [{"received_line_number": row["row_number"] + 2, **row} for row in rows]


def lines_of(home: Home, receipt: Receipt, table: str, part: str) -> list[int]:
    return sorted(row["received_line_number"] for row in kept_rows(home, receipt, table, part))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, byte for byte."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
