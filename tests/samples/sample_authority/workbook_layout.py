"""The sheets of the made-up national workbook, in the older and the newer of the real layouts.
Where the numbers come from is in returns; how the file gets its bytes is in workbook_bytes."""

from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from .days import first_day, second_thursday, shift, spoken
from .returns import BOARDS, ORGANISATIONS, REGION, Cell, Return
from .service_headings import HEADINGS, HIDDEN

TITLE = "Community Health Services Waiting Times"
BANDS = (
    ("Table 4a", "Number waiting 0-1 weeks (0-7 days)"),
    ("Table 4b", "Number waiting >1-2 weeks (8-14 days)"),
    ("Table 4c", "Number waiting >2-4 weeks (15-28 days)"),
    ("Table 4d", "Number waiting >4-12 weeks (29-84 days)"),
    ("Table 4e", "Number waiting >12-18 weeks (85-126 days)"),
    ("Table 4f", "Number waiting >18-52 weeks (127-364 days)"),
    ("Table 4g", "Number waiting over 52 weeks (over 365 days)"),
)
NOTES = (
    "Blanks indicate no organisation submitted for the service line.",
    "Data is made up. It is shown at provider level and aggregated up to national, regional and "
    "ICB level.",
    "* Data for adult safeguarding, looked after children teams and children and young people's "
    "safeguarding is only published at national level to prevent risk of disclosing sensitive "
    "information.",
)
Row = list[str | int | date | None]


@dataclass(frozen=True)
class Look:
    """The choices of one workbook: the layout, and whether cells are hidden as in real ones."""

    month: str
    older: bool
    hides: bool
    odd_titles: tuple[tuple[str, str], ...] = ()

    @property
    def margin(self) -> Row:
        return [None] if self.older else []

    def title(self, sheet: str, words: str) -> str:
        return f"{words} by service, {spoken(dict(self.odd_titles).get(sheet, self.month))}"


def levels(look: Look) -> list[tuple[str | None, str]]:
    """The rows of a Table 4 sheet; the older layout names a level once, on its first row."""
    blocks = (
        (None if look.older else "National", ("England",)),
        ("Region", (REGION,)),
        ("ICB", tuple(sorted(BOARDS))),
        ("Organisation" if look.older else "Provider", tuple(sorted(ORGANISATIONS))),
    )
    return [
        (None if look.older and place else level, name)
        for level, names in blocks
        for place, name in enumerate(names)
    ]


def value(
    look: Look, name: str, heading: str, cell: Cell | None, band: int | None
) -> str | int | None:
    if look.hides and heading in HIDDEN and (name != "England" or band is not None):
        return "*"
    if cell is None:
        return None
    if band is None:
        return cell.total
    return None if cell.bands is None else cell.bands[band]


def fill(sheet: Worksheet, look: Look, title: str, figures: Return, band: int | None) -> None:
    for text in (title, *NOTES):
        sheet.append([*look.margin, text])
    if look.older:
        sheet.append([])
    named: Row = [None, None] if look.older else ["Organisation Type", "Organisation Name"]
    if look.hides and not look.older and band == len(BANDS) - 1:
        named = ["level", "name"]
    sheet.append([*look.margin, *named, *HEADINGS])
    for level, name in levels(look):
        numbers = [value(look, name, h, figures.get((name, h)), band) for h in HEADINGS]
        sheet.append([*look.margin, level, name, *numbers])


def add_cover(book: Workbook, look: Look) -> None:
    year = int(look.month[:4]) - (look.month[5:] < "04")
    published_on = second_thursday(shift(look.month, 2))
    sheet = book.create_sheet("Cover page")
    if look.older:
        sheet.append([])
    lines: tuple[tuple[str, str | date], ...] = (
        ("Title:", TITLE),
        ("Summary:", "A made-up publication in the layout of the real one."),
        ("Period:", f"01 April {year} - 31 March {year + 1}"),
        ("Source:", "Community Health Services (CHS) SitRep"),
        ("Basis:", "Provider"),
        ("Published:", published_on),
        ("Revised:", "-"),
        ("Status:", "Published"),
        ("Contact:", "community.waits@example.org"),
    )
    for label, text in lines:
        sheet.append([*look.margin, label, text])


def add_small_tables(book: Workbook, look: Look, figures: Return) -> None:
    """Tables 1 to 3 in brief: who was silent, the month's totals, and the national bands."""
    first = book.create_sheet("Table 1")
    first.append([*look.margin, "Number of organisations that did not submit data by month"])
    first.append([*look.margin, "England", 0])
    second = book.create_sheet("Table 2")
    second.append([*look.margin, "National time series of total reported waiting list by service"])
    second.append([*look.margin, "Service", first_day(look.month)])
    third = book.create_sheet("Table 3")
    third.append([*look.margin, look.title("Table 3", "National overview of waiting list metrics")])
    third.append([*look.margin, None, "Total waiting list", *(words for _, words in BANDS)])
    for heading in HEADINGS:
        cell = figures.get(("England", heading))
        columns = (None, *range(len(BANDS)))
        numbers = [value(look, "England", heading, cell, band) for band in columns]
        second.append([*look.margin, heading, numbers[0]])
        third.append([*look.margin, heading, *numbers])


def laid_out(look: Look, figures: Return) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    add_cover(book, look)
    contents = book.create_sheet("Contents")
    contents.append([*look.margin, "Contents"])
    add_small_tables(book, look, figures)
    sheets = (
        ("Table 4", "Total waiting list", None),
        *((s, w, n) for n, (s, w) in enumerate(BANDS)),
    )
    for name, words, band in sheets:
        title = look.title(name, words)
        contents.append([*look.margin, f"{name}: {title}"])
        fill(book.create_sheet(name), look, title, figures, band)
    return book
