"""What has been kept as long as its agreement says, and taking it away with evidence of it.

Moments are inputs; what counts for a month afterwards is the register's to say.
"""

import csv
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pydantic import Field

from orchestration.contracts.agreements import Retention
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.layouts import Strict
from orchestration.contracts.yaml_files import load, parse
from orchestration.home import CONTRACTS, Home
from orchestration.journal import Journal
from orchestration.months import Month
from orchestration.register.book import Book, Submission, submission_folder
from orchestration.rights.erasing import drop_builds

HOUSE = CONTRACTS.parent / "retention.yml"
HEADINGS = ["what", "source", "month", "deliveries", "files", "rows", "why"]


class HouseRetention(Strict):
    """How long is kept what belongs to no one source."""

    refused_days: int = Field(ge=1, le=3660)
    errors_days: int = Field(ge=1, le=3660)


@dataclass(frozen=True)
class Due:
    """Something whose time is over: a folder or a file, and for a delivery its line."""

    what: str
    source: str
    month: str
    place: Path
    rows: int
    why: str
    entry: Submission | None = None


@dataclass(frozen=True)
class Line:
    """What goes, by source and month: counts only."""

    what: str
    source: str
    month: str
    deliveries: int
    files: int
    rows: int
    why: str


def due(home: Home, catalogue: Catalogue, at: datetime) -> list[Due]:
    """Everything whose time is over at a moment."""
    house = parse(HOUSE, HouseRetention, load(HOUSE))
    return [
        *_deliveries(home, catalogue, at),
        *_refused(home, catalogue, house, at),
        *_errors(home, house, at),
    ]


def plan(found: list[Due]) -> list[Line]:
    """The same by source and month."""
    groups: dict[tuple[str, str, str, str], list[Due]] = defaultdict(list)
    for each in found:
        groups[each.what, each.source, each.month, each.why].append(each)
    return [
        Line(
            what,
            source,
            month,
            sum(each.entry is not None for each in held),
            sum(len(_files(each.place)) for each in held),
            sum(each.rows for each in held),
            why,
        )
        for (what, source, month, why), held in sorted(groups.items())
    ]


def apply(home: Home, catalogue: Catalogue, at: datetime, said_by: str) -> tuple[list[Line], Path]:
    """Take away what is due; return what went and where the evidence of it lies.

    The register is told first: after a crash the next call finds the rest.
    """
    found = due(home, catalogue, at)
    lines, book = plan(found), Book(home)
    for each in found:
        if each.entry and each.entry.expired_at is None:
            book.expire(each.entry, at, each.why)
    for each in found:
        if each.place.is_dir():
            shutil.rmtree(each.place)
        else:
            each.place.unlink(missing_ok=True)
    if any(each.entry for each in found):
        drop_builds(home)
    return lines, _evidence(home, lines, at, said_by)


def _deliveries(home: Home, catalogue: Catalogue, at: datetime) -> Iterator[Due]:
    for entry in Book(home).accepted():
        agreement = catalogue.agreements.get(str(entry.source))
        folder = submission_folder(home, entry)
        if agreement is None or not folder.is_dir():
            continue
        ends_on = _ends_on(entry, agreement.retention)
        if ends_on <= at.date() or entry.expired_at:
            years = agreement.retention.years
            why = f"kept {years} years after {agreement.retention.after}"
            yield Due(
                "delivery", agreement.source, str(entry.month), folder, entry.rows, why, entry
            )


def _ends_on(entry: Submission, retention: Retention) -> date:
    """The first day on which it may no longer be kept."""
    starts_on = datetime.fromisoformat(entry.received_at).date()
    if retention.after == "period":
        starts_on = Month.parse(str(entry.month)).ending_on
    last = starts_on.replace(day=min(starts_on.day, 28), year=starts_on.year + retention.years)
    return last + timedelta(days=starts_on.day - last.day)


def _refused(
    home: Home, catalogue: Catalogue, house: HouseRetention, at: datetime
) -> Iterator[Due]:
    latest = {e.submission_id: e for e in Book(home).submissions() if e.status == "refused"}
    for folder in sorted(home.refused.iterdir()):
        entry = latest.get(folder.name)
        if entry is None:
            continue
        agreement = catalogue.agreements.get(str(entry.source))
        days = agreement.retention.refused_days if agreement else house.refused_days
        if datetime.fromisoformat(entry.received_at) + timedelta(days=days) <= at:
            month, source = entry.received_at[:7], entry.source or ""
            yield Due("refused", source, month, folder, 0, f"kept {days} days after receipt")


def _errors(home: Home, house: HouseRetention, at: datetime) -> Iterator[Due]:
    folder = home.root / "identifiable" / "errors"
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
        if written + timedelta(days=house.errors_days) <= at:
            why = f"kept {house.errors_days} days"
            yield Due("error", "", f"{written:%Y-%m}", path, 0, why)


def _files(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()] if place.is_dir() else [place]


def _evidence(home: Home, lines: list[Line], at: datetime, said_by: str) -> Path:
    folder = home.root / "identifiable" / "retention"
    folder.mkdir(exist_ok=True)
    went = [asdict(line) for line in lines]
    moment = at.isoformat(timespec="seconds")
    Journal(folder / "retention.jsonl").add({"at": moment, "by": said_by, "went": went})
    place = folder / f"{moment.replace(':', '')}.csv"
    with place.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADINGS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(went)
    return place
