"""Receives one delivery: reads it, judges it, keeps it or refuses it, and writes the register.

The same code serves the command line, the nightly load and, later, the partner's page.
"""

import hashlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.clock import at_second
from orchestration.contracts.catalogue import Catalogue
from orchestration.ducks import open_memory
from orchestration.home import Home
from orchestration.keys import is_sealed
from orchestration.refusals import Refusal
from orchestration.register.agreed import refuse_without_agreement
from orchestration.register.answers import refused, sent_again, unexpected
from orchestration.register.book import (
    Book,
    Submission,
    TableCount,
)
from orchestration.register.case import Case
from orchestration.register.history import (
    before,
    count_difference,
    refuse_part,
    refuse_replay,
    unlike_before,
)
from orchestration.register.holding import HeldRows, hold_rows
from orchestration.register.judge import judge
from orchestration.register.keeping import (
    delivered,
    keep_originals,
    scratch_folder,
)
from orchestration.register.manifest import check_content, check_file
from orchestration.register.problems import (
    Problem,
    list_problems,
    note_delivery,
    refuse_if_asked,
    told,
    write_problems,
)
from orchestration.register.putting_away import keep_accepted, keep_refused
from orchestration.register.recognise import Delivery, expected_names, pieces, refuse_archives
from orchestration.register.slot import Claim, Slot, slot_of
from orchestration.register.tables import check_years, read_tables

MEMORY = "1536MB"


@dataclass(frozen=True)
class Judged:
    """What became of a delivery that is not refused."""

    submission: Submission
    problems: list[Problem]
    held: HeldRows


@dataclass(frozen=True)
class Receipt:
    """The answer to one delivery. `problems` may hold the sender's own values."""

    delivery: str
    submission: Submission
    problems: list[Problem]


def receive(
    catalogue: Catalogue,
    home: Home,
    delivery: Delivery,
    at: datetime,
    claim: Claim | None = None,
    *,
    keep: bool = True,
) -> Receipt:
    """Take a delivery in, or refuse it; with `keep=False` only say what would happen."""
    claim = claim or Claim()
    try:
        files = [delivered(path) for path in delivery.files]
    except Refusal as refusal:
        return Receipt(delivery.name, refused(delivery, [], "", at, refusal), [])
    identity = hashlib.sha256("".join(sorted(f.sha256 for f in files)).encode()).hexdigest()[:16]
    book = Book(home)
    held = book.of_content(identity)
    name = f"{identity}-{len(held) + 1}" if held else identity
    # Only asking leaves nothing behind: not even the first keys of a home that keeps nothing yet.
    seals = home if keep or is_sealed(home) else None
    with (
        open_memory(seals) as con,
        scratch_folder(home) as scratch,
        ThreadPoolExecutor(max_workers=1) as beside,
    ):
        original = scratch / "original"
        try:
            for path, found in zip(delivery.files, files, strict=True):
                check_file(path, found)
            if held and book.is_newest(held[-1]):
                return Receipt(delivery.name, sent_again(held[-1], files, at, claim), [])
            copying = beside.submit(keep_originals, home, delivery, original) if keep else None
            con.execute(f"set temp_directory = '{scratch}'; set memory_limit = '{MEMORY}'")
            new = Submission(name, "accepted", None, None, None, at_second(at), files)
            judged = _judged(con, catalogue, home, delivery, new, claim, scratch)
        except Exception as error:  # whatever one delivery does, the others are received
            why = error if isinstance(error, Refusal) else unexpected(home, delivery, error)
            answer = refused(delivery, files, identity, at, why)
            if keep:
                keep_refused(home, delivery, files, identity)
                book.add(answer)
            return Receipt(delivery.name, answer, [])
        if copying:
            copying.result()
            original.rename(scratch / "kept" / "original")
            keep_accepted(home, judged.submission, judged.held, scratch / "kept", at)
        return Receipt(delivery.name, judged.submission, judged.problems)


def _judged(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    home: Home,
    delivery: Delivery,
    new: Submission,
    claim: Claim,
    scratch: Path,
) -> "Judged":
    contract = delivery.contract
    if contract is None:
        refuse_archives(delivery)
        what = "No contract expects a file of this name."
        raise Refusal(delivery.name, what, f"Expected are: {', '.join(expected_names(catalogue))}.")
    if claim.source and claim.source != contract.source:
        what = f"It was sent as '{claim.source}' but is named as '{contract.source}' is."
        raise Refusal(delivery.name, what, "Send the right file, or name the right source.")
    today = datetime.fromisoformat(new.received_at).date()
    refuse_without_agreement(catalogue.agreements[contract.source], today, delivery.name)
    kept = scratch / "kept"
    kept.mkdir()
    found = pieces(delivery, scratch)
    extracts = read_tables(con, catalogue, contract, delivery.name, found, kept)
    slot = slot_of(con, catalogue, contract, extracts, claim, delivery.name, today)
    check_years(contract, extracts, slot.month)
    rows = sum(extract.rows for extract in extracts.values())
    check_content(delivery.files, rows, str(slot.month), slot.supplier)
    earlier = Book(home).earlier(contract.source, slot.supplier)
    case = Case(con, catalogue, contract, slot.month, extracts)
    held = hold_rows(con, home, catalogue, contract, slot.supplier, extracts, kept)
    case.held = held.tables
    case.before = before(case, home, earlier, slot)
    refuse_replay(case, home, earlier, slot)
    older = earlier.get(slot.part or str(slot.month))
    refuse_part(case, older, delivery.name)
    counts = judge(case)
    _reconcile(delivery, counts)
    rules = list_problems(case)
    for rule, sentence in unlike_before(case, home, earlier, slot, counts):
        note_delivery(case, delivery.name, rule, sentence)
        rules[rule] += 1
    refuse_if_asked(case, delivery.name)
    write_problems(case, kept)
    submission = replace(
        _placed(new, contract.source, slot, counts),
        supersedes=older.submission_id if older else None,
        difference=count_difference(case, home, older, kept) if older else {},
        encodings={
            name: extract.encoding
            for name, extract in extracts.items()
            if extract.encoding and extract.encoding != "utf-8"
        },
        rules=dict(sorted((rules + Counter({"V002": 1} if older else {})).items())),
    )
    return Judged(submission, told(case), held)


def _placed(new: Submission, source: str, slot: Slot, counts: dict[str, TableCount]) -> Submission:
    return replace(
        new,
        source=source,
        supplier=slot.supplier,
        month=str(slot.month),
        part=slot.part,
        tables=counts,
    )


def _reconcile(delivery: Delivery, counts: dict[str, TableCount]) -> None:
    for name, count in counts.items():
        if count.received != count.loaded + count.set_aside:
            what = f"Table {name}: {count.received} rows received, but {count.loaded} loaded and"
            raise Refusal(delivery.name, f"{what} {count.set_aside} set aside.", "Report this.")
