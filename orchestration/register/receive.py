"""Receives one delivery: reads it, judges it, keeps it or refuses it, and writes the register.

The same code serves the command line, the nightly load and, later, the partner's page.
"""

import hashlib
import tempfile
import traceback
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.contracts.casts import quoted
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.rules import cells, row_rules
from orchestration.ducks import open_memory
from orchestration.home import Home
from orchestration.months import Month
from orchestration.private import keep_private
from orchestration.refusals import Refusal
from orchestration.register.book import (
    Book,
    DeliveredFile,
    Submission,
    TableCount,
    at_second,
    submission_folder,
)
from orchestration.register.judge import (
    Verdict,
    create_problems,
    judge,
    keep_keys,
    write_verdict,
)
from orchestration.register.keeping import delivered, keep_originals, move_into_place
from orchestration.register.recognise import Delivery, expected_names
from orchestration.register.slot import supplier_and_month
from orchestration.register.tables import note_unlisted, read_tables


@dataclass(frozen=True)
class Receipt:
    """The answer to one delivery. `problems` may hold the sender's own values."""

    delivery: str
    submission: Submission
    problems: list[tuple[str, str, str, int, str, str, str, str]]


def receive(
    catalogue: Catalogue,
    home: Home,
    delivery: Delivery,
    at: datetime,
    claimed_month: Month | None = None,
    *,
    keep: bool = True,
) -> Receipt:
    """Take a delivery in, or refuse it; with `keep=False` only say what would happen."""
    try:
        files = [delivered(path) for path in delivery.files]
    except Refusal as refusal:
        return Receipt(delivery.name, _refused(delivery, [], "", at, refusal), [])
    identity = hashlib.sha256("".join(sorted(f.sha256 for f in files)).encode()).hexdigest()[:16]
    book = Book(home)
    held = book.find(identity)
    if held is not None and book.is_newest(held):
        return Receipt(delivery.name, _sent_again(held, files, at), [])
    with open_memory() as con, tempfile.TemporaryDirectory(dir=home.builds) as scratch:
        try:
            submission, problems = _judged(
                con, catalogue, delivery, files, identity, at, claimed_month, Path(scratch), book
            )
        except Exception as error:  # whatever one delivery does, the others are received
            why = error if isinstance(error, Refusal) else _unexpected(home, delivery, error)
            refused = _refused(delivery, files, identity, at, why)
            if keep:
                keep_originals(delivery, home.refused / identity)
                book.add(refused)
            return Receipt(delivery.name, refused, [])
        if keep:
            keep_originals(delivery, Path(scratch) / "original")
            move_into_place(Path(scratch), submission_folder(home, submission))
            book.add(submission)
        return Receipt(delivery.name, submission, problems)


def _judged(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    delivery: Delivery,
    files: list[DeliveredFile],
    identity: str,
    at: datetime,
    claimed: Month | None,
    scratch: Path,
    book: Book,
) -> tuple[Submission, list[tuple[str, str, str, int, str, str, str, str]]]:
    contract = delivery.contract
    if contract is None:
        what = "No contract expects a file of this name."
        raise Refusal(delivery.name, what, f"Expected are: {', '.join(expected_names(catalogue))}.")
    extracts = read_tables(con, contract, delivery)
    supplier, month = supplier_and_month(con, catalogue, contract, extracts)
    if claimed and claimed != month:
        what = f"It was sent for {claimed} but speaks of {month}."
        raise Refusal(delivery.name, what, "Send the right file, or name the right month.")
    create_problems(con)
    lineage = {
        "submission_id": quoted(identity),
        "supplier_code": quoted(supplier),
        "received_for_month": f"date '{month.starting_on}'",
    }
    verdicts: list[Verdict] = []
    for name in contract.parents_first():
        table, extract = contract.tables[name], extracts[name]
        present = set(extract.columns)
        rules = row_rules(catalogue, table, present, month.next.ending_on)
        verdict = judge(con, name, contract, extract, cells(catalogue, table, present), rules)
        keep_keys(con, verdict, contract)
        write_verdict(con, verdict, scratch, lineage)
        verdicts.append(verdict)
    counts = {verdict.table: verdict.count for verdict in verdicts}
    _reconcile(delivery, counts)
    note_unlisted(con, contract, extracts)
    problems = con.execute("select * from problems order by all").fetchall()
    con.execute(f"""copy (select * from problems order by all)
        to {quoted(str(scratch / "problems.parquet"))} (format parquet, compression zstd)""")
    older = book.newest(contract.source, supplier, str(month))
    rules_broken = Counter(problem[5] for problem in problems)
    if older:
        rules_broken["V002"] += 1
    submission = Submission(
        submission_id=identity,
        status="accepted",
        source=contract.source,
        supplier=supplier,
        month=str(month),
        received_at=at_second(at),
        files=files,
        tables=counts,
        rules=dict(sorted(rules_broken.items())),
        supersedes=older.submission_id if older else None,
    )
    return submission, problems


def _reconcile(delivery: Delivery, counts: dict[str, TableCount]) -> None:
    for name, count in counts.items():
        if count.received != count.loaded + count.set_aside:
            what = f"Table {name}: {count.received} rows received, but {count.loaded} loaded and"
            raise Refusal(delivery.name, f"{what} {count.set_aside} set aside.", "Report this.")


def _sent_again(held: Submission, files: list[DeliveredFile], at: datetime) -> Submission:
    return Submission(
        submission_id=held.submission_id,
        status="again",
        source=held.source,
        supplier=held.supplier,
        month=held.month,
        received_at=at_second(at),
        files=files,
        tables=held.tables,
        reason=f"The same content was received on {held.received_at[:10]}. Nothing changed.",
    )


def _refused(
    delivery: Delivery, files: list[DeliveredFile], identity: str, at: datetime, refusal: Refusal
) -> Submission:
    return Submission(
        submission_id=identity,
        status="refused",
        source=delivery.contract.source if delivery.contract else None,
        supplier=None,
        month=None,
        received_at=at_second(at),
        files=files,
        rules={refusal.rule: 1},
        reason=str(refusal),
    )


def _unexpected(home: Home, delivery: Delivery, error: Exception) -> Refusal:
    """A defect of ours: its words may quote data, so they are kept private."""
    place = keep_private(home, "door", delivery.name, traceback.format_exc())
    what = f"It could not be read ({type(error).__name__}); details are in {place}."
    return Refusal(delivery.name, what, "The file is kept; tell the data team.")
