"""The page of a month: what it says in words, then in charts, and how careful to be with it.

Its figures are cells of the release; which are drawn is declared by each dataset.
"""

from collections.abc import Iterator, Mapping
from html import escape

from orchestration.publication.calendar import Calendar
from orchestration.release.about import about
from orchestration.release.changes import numbers_of
from orchestration.release.contents import Contents
from orchestration.release.dataset import Table
from orchestration.release.methodology import signs
from orchestration.release.page.changed import changed
from orchestration.release.page.declared import shown_by
from orchestration.release.page.figure import drawings, figure
from orchestration.release.page.layout import document, link, listed
from orchestration.release.page.picking import own_areas, picked, rows_of
from orchestration.release.pages import Heading, Page, Part, Words, html_of
from orchestration.release.periods import period_in, spoken
from orchestration.release.policy_words import policy_words
from orchestration.release.statuses import PROVISIONAL, status_of

SECTIONS = {
    "headlines": "Headlines",
    "figures": "Figures and charts",
    "how-to-read": "How to read the figures",
    "meaning": "What is counted",
    "care": "What to be careful of",
    "changed": "What has changed",
    "files": "All files of this release",
}
# Of the quality page, what a reader has to know before quoting a figure.
CAREFUL = ("Known issues", "Breaks in the series")
DOCUMENTS = {
    "figures.xlsx": "All datasets, as an Excel workbook",
    "figures.ods": "All datasets, as an OpenDocument spreadsheet",
    "methodology.html": "Methodology: how each measure is counted and protected",
    "quality.html": "Quality: sources, lateness, what was set aside, what is missing",
    "data_dictionary.html": "What every column means",
    "what_changed.csv": "Every cell that differs from the release before",
    "release.json": "An index of all files, for programmes",
}


def month_page(
    contents: Contents,
    drafted: Mapping[str, str],
    quality: Page,
    calendar: Calendar,
    sizes: Mapping[str, int],
) -> tuple[str, dict[str, str]]:
    """The page, and the drawings it shows by their names beside it."""
    title, drawn = f"{about().title}, {spoken(contents.month)}", dict[str, str]()
    parts = [*_beginning(contents, calendar), *_headlines(contents, drafted)]
    parts.append(_heading("figures"))
    for name in sorted(contents.tables):
        parts += _dataset(contents, name, drawn, sizes)
    parts += _reading()
    parts += _meaning(contents)
    parts += _care(quality)
    parts += [_heading("changed"), *changed(contents)]
    parts += _files(contents, sizes)
    return document(title, parts, "index.html"), drawn


def _heading(name: str) -> str:
    return f'<h2 id="{name}">{SECTIONS[name]}</h2>'


def _beginning(contents: Contents, calendar: Calendar) -> Iterator[str]:
    """Which version this is, where the newest is told, and when there is more."""
    following = contents.month.next
    day = calendar.date_of(following)
    yield (
        f"<p>Release {escape(contents.status)}. A later release may correct it: "
        f"{link('../../index.html', 'see whether this is the newest')}.</p>"
    )
    yield (
        f'<p class="note">Next: the figures of {spoken(following)} are due on '
        f"{day:%A} {day.day} {day:%B} {day.year}.</p>"
    )
    yield '<nav aria-label="On this page"><h2>On this page</h2>'
    yield listed(link(f"#{name}", title) for name, title in SECTIONS.items())
    yield "</nav>"


def _headlines(contents: Contents, drafted: Mapping[str, str]) -> Iterator[str]:
    yield _heading("headlines")
    for name, words in sorted(drafted.items()):
        dataset = contents.tables[name][0]
        yield f'<div class="whole" data-file="{escape(name)}.csv">'
        yield f"<h3>{link(f'#{_id(name)}', dataset.label)}</h3>"
        yield f"<p>{escape(contents.edits.get(name) or words)}</p></div>"


def _id(name: str) -> str:
    return name.replace("_", "-")


def _dataset(
    contents: Contents, name: str, drawn: dict[str, str], sizes: Mapping[str, int]
) -> Iterator[str]:
    """The charts of a dataset, each with its table and its file."""
    dataset, table = contents.tables[name]
    file, own = f"{name}.csv", own_areas(contents)
    yield f'<section aria-labelledby="{_id(name)}">'
    yield f'<h3 id="{_id(name)}">{escape(dataset.label)}</h3>'
    yield f"<p>{escape(str(dataset.exposure.get('description', '')))}</p>"
    yield from _provisional(contents, table)
    asked = shown_by(name, dataset.told).charts
    found = [held for chart in asked if (held := picked(dataset, table, chart, own))]
    for number, held in enumerate(found, 1):
        chart = f"{_id(name)}-{number}"
        files = drawings(held, chart)
        drawn |= files
        yield from figure(held, chart, files, file, sizes[file])
    if not found:
        yield "<p>Nothing of this dataset is drawn this month.</p>"
        yield f'<p><a href="../{escape(file)}" download>Download its figures (CSV)</a></p>'
    yield "</section>"


def _provisional(contents: Contents, table: Table) -> Iterator[str]:
    """From when on the figures may still change."""
    periods = sorted({period_in(row) for row in rows_of(table)})
    open_ = [p for p in periods if status_of(p, contents.month, is_revised=False) == PROVISIONAL]
    if open_:
        since = (
            "All of its figures" if open_ == periods else f"Its figures from {open_[0].label} on"
        )
        yield f"<p>{since} are provisional: later deliveries may still change them.</p>"


def _reading() -> Iterator[str]:
    yield _heading("how-to-read")
    yield (
        "<p>Where no number can stand, a sign stands in its place. In a chart such a place is left"
        " empty: a line breaks and a bar is not there, and the words below the chart say which.</p>"
    )
    yield from html_of(signs(), "signs")
    yield (
        "<p>What is hidden is hidden so that no child can be recognised, from one figure or from"
        " several together. Parts may not add up to their total, because each was rounded by"
        " itself. A figure is said to have risen or fallen only where no rounding can be all of"
        " it.</p>"
    )


def _meaning(contents: Contents) -> Iterator[str]:
    """The measures that are shown, in their own words, and what each dataset's policy does."""
    yield _heading("meaning")
    for name in sorted(contents.tables):
        dataset = contents.tables[name][0]
        yield f"<details><summary>{escape(dataset.label)}</summary>"
        yield listed(map(escape, policy_words(dataset.told.get("disclosure") or {})))
        yield "<dl>"
        for number in numbers_of(dataset):
            if number in contents.measures:
                measure = contents.measures[number]
                yield f"<dt>{escape(measure.name)} ({escape(number)})</dt>"
                yield f"<dd>{escape(measure.sentence)}</dd>"
        yield "</dl></details>"
    yield f"<p>{link('../methodology.html', 'The methodology')} says all of it.</p>"


def _care(quality: Page) -> Iterator[str]:
    yield _heading("care")
    for place, part in enumerate(_under(quality, CAREFUL), 1):
        yield from html_of(part, f"care-{place}")
    told = "The quality page tells what came late, what was set aside and what is missing"
    yield f"<p>{link('../quality.html', told)}.</p>"


def _under(page: Page, headings: tuple[str, ...]) -> Iterator[Part]:
    """The parts that stand under some of a page's headings, a step lower."""
    is_asked = False
    for part in page.parts:
        if isinstance(part, Heading):
            is_asked = part.text in headings
            part = Heading(part.text, 3)
        if is_asked:
            yield part


def _files(contents: Contents, sizes: Mapping[str, int]) -> Iterator[str]:
    yield _heading("files")
    yield from html_of(
        Words("Each dataset as a plain table, with a description of its columns:"), "w"
    )
    rows = []
    for name, (dataset, _) in sorted(contents.tables.items()):
        links = [
            f'<a href="../{name}{end}" download>{said}</a>'
            for end, said in (
                (".csv", "CSV"),
                (".meta.csv", "its columns"),
                (".parquet", "Parquet"),
            )
        ]
        rows.append(f"{escape(dataset.label)}: {', '.join(links)}")
    yield listed(rows)
    yield listed(link(f"../{name}", said) for name, said in DOCUMENTS.items())
