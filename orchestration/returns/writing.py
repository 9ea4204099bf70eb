"""Writes a return into a folder of its owner's alone, has it checked, and says how it stands.

A folder is marked as not to be sent from its first moment; only a return that our own door would
take as it is, and that lacks nothing, loses the mark.
"""

from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

from orchestration.contracts.catalogue import Catalogue
from orchestration.home import OWNER_ONLY, Home
from orchestration.months import Month
from orchestration.refusals import Refusal
from orchestration.register.receive import Receipt
from orchestration.returns.asking import asked_for_month, asked_for_year, deliveries_of
from orchestration.returns.blades import write_blades
from orchestration.returns.checking import Missing, ask_the_door, is_rejected, left_at_the_door
from orchestration.returns.content import Asked, Content, content_of, open_stores
from orchestration.returns.document import write_document
from orchestration.returns.language import Return
from orchestration.returns.reconciling import Reconciled, reconcile
from orchestration.returns.workbook import write_workbook

MARK = "NOT_TO_BE_SENT.txt"
WHY = (
    "This return is not to be sent: it was not checked to its end, or problems were found in it.\n"
)
OWNERS_FILE = 0o600


@dataclass(frozen=True)
class Written:
    """A return on disk and what is to be said of it.

    missing  rows that our door set aside when they came, so that the return lacks them
    """

    files: list[Path]
    counts: dict[str, int]
    receipts: list[Receipt]
    missing: list[Missing]
    reconciled: list[Reconciled] = field(default_factory=list)
    provisional: str | None = None

    @property
    def may_be_sent(self) -> bool:
        return not self.missing and not any(map(is_rejected, self.receipts))


def write_yearly(
    home: Home,
    catalogue: Catalogue,
    layout: Return,
    year: int,
    authority: str | None,
    folder: Path,
    moment: datetime,
) -> Written:
    """A yearly return as a document and as CSV tables, each checked as if sent to us."""
    with open_stores(home) as con:
        asked, provisional = asked_for_year(con, layout, year, authority, moment)
        begin(folder)
        content = content_of(con, catalogue, layout, asked)
        used = deliveries_of(con, layout, asked)
        reconciled = reconcile(con, layout, asked)
    files = _write(folder, catalogue, layout, asked, content)
    checked = [files[0], files[1].parent]
    receipts = ask_the_door(catalogue, home, checked, _at(asked))
    counts = {name: len(content[name]) for name in layout.tables}
    missing = left_at_the_door(home, used)
    written = Written(files, counts, receipts, missing, reconciled, provisional)
    finish(folder, written)
    return written


def write_monthly(
    home: Home,
    catalogue: Catalogue,
    layout: Return,
    month: Month,
    authority: str | None,
    folder: Path,
    moment: datetime,
) -> Written:
    """A return as of the end of a month, as a workbook that is checked as if sent to us."""
    with open_stores(home) as con:
        asked = asked_for_month(con, layout, month, authority, moment)
        begin(folder)
        content = content_of(con, catalogue, layout, asked)
        used = deliveries_of(con, layout, asked)
    path = folder / str(layout.document).format(authority=asked.authority, month=month)
    write_workbook(path, catalogue, layout, content)
    receipts = ask_the_door(catalogue, home, [path], _at(asked))
    counts = {name: len(content[name]) for name in layout.tables}
    written = Written([path], counts, receipts, left_at_the_door(home, used))
    finish(folder, written)
    return written


def _at(asked: Asked) -> datetime:
    """It may be made before the day that it speaks of; the door would refuse a month to come."""
    last = datetime.combine(asked.reference_on, time.max)
    return max(asked.moment.replace(tzinfo=None), last).replace(microsecond=0)


def begin(folder: Path) -> None:
    """A new folder that nobody else can open, marked as not to be sent."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(folder.name, "It is there already and is not empty.", "Name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(OWNER_ONLY)
    (folder / MARK).write_text(WHY, encoding="utf-8")


def finish(folder: Path, written: Written) -> None:
    """Close every file to others, and take the mark away where nothing stands against sending."""
    if written.may_be_sent:
        (folder / MARK).unlink()
    for path in folder.rglob("*"):
        path.chmod(OWNER_ONLY if path.is_dir() else OWNERS_FILE)


def _write(
    folder: Path, catalogue: Catalogue, layout: Return, asked: Asked, content: Content
) -> list[Path]:
    if layout.document is None:
        raise TypeError(f"{layout.name} is not a document")
    document = folder / layout.document.format(authority=asked.authority, year=asked.year)
    write_document(document, catalogue, layout, asked, content)
    blades = folder / "tables"
    blades.mkdir()
    return [document, *write_blades(blades, catalogue, layout, asked, content)]
