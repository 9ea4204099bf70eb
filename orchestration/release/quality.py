"""The quality page of a release: what it was made from, what is missing, and what to be careful of.

Counts only, and none that could tell of a child. What this build does not know is said to be
unknown; nothing is made up.
"""

from collections.abc import Iterator, Sequence

from orchestration.ducks import open_to_read
from orchestration.gates.kept import outcome
from orchestration.months import Month
from orchestration.release.changes import numbers_of
from orchestration.release.contents import Contents
from orchestration.release.known_issues import known_issues
from orchestration.release.pages import Heading, Page, Part, Told, Words
from orchestration.release.periods import spoken
from orchestration.release.quality_facts import (
    boundary_changes,
    compared,
    coverage,
    held,
    match_rates,
    migrations,
    partial_totals,
    rows_by_source,
    rows_told,
    rules_broken,
)

MONTHS = 24
UNKNOWN = "This build does not tell."
NOT_ASKED = "could not be asked"
EXPECTED, LINKED = "core.fct_expected_deliveries", "core.fct_link_quality"
FIGURES, DIFFERENCES = "measures.measures", "core.fct_annual_differences"
ROUNDED = (
    "Counts of rows are rounded to the nearest 5, and fewer than 5 are not told: a row may be a"
    " child's."
)


def quality_page(contents: Contents) -> Page:
    """The page for a release."""
    parts: list[Part] = [Words(f"Release {contents.status} for {spoken(contents.month)}.")]
    parts += _sources(contents)
    parts += _linked(contents)
    parts += _gates(contents)
    parts += _issues(contents)
    parts += _partial(contents)
    parts += _breaks(contents)
    parts += _comparable(contents)
    return Page(f"Quality of the figures, {spoken(contents.month)}", parts)


def _table(
    caption: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    none: str,
    numbers: set[int],
) -> Part:
    return Told(caption, columns, rows, frozenset(numbers)) if rows else Words(none)


def _sources(contents: Contents) -> Iterator[Part]:
    yield Heading("Sources, coverage and lateness")
    heads = (
        *("Source", "Supplier", "Received", "Awaited", "Not collected", "System being changed"),
        *("Came late", "Most days late", "Last month received"),
    )
    with open_to_read(contents.build.warehouse) as con:
        rows = coverage(con, contents.inputs) if held(con, EXPECTED) else []
    caption = "Deliveries by supplier: what was promised, what came, and how late"
    yield _table(caption, heads, rows, UNKNOWN, {2, 3, 4, 5, 6, 7})
    yield Words("Lateness is that of the delivery that counts, which may be a correction.")
    yield Heading("Rows received, loaded and set aside")
    yield Words(ROUNDED)
    of_rows = ("Source", "Received", "Loaded", "Set aside")
    by_source = rows_by_source(contents.inputs)
    yield _table("Rows by source", of_rows, by_source, "No rows were received.", {1, 2, 3})
    of_rules = ("Source", "Rule", "What the rule says", "What is done", "Rows")
    broken = rules_broken(contents.inputs)
    yield _table("Rules that rows broke", of_rules, broken, "No rule was broken.", {4})


def _linked(contents: Contents) -> Iterator[Part]:
    yield Heading("People known to more than one agency")
    heads = ("Records of", "Known to", "Records", "Linked")
    with open_to_read(contents.build.warehouse) as con:
        rows = match_rates(con) if held(con, LINKED) else []
    yield _table("Match rates between agencies", heads, rows, UNKNOWN, {2, 3})


def _gates(contents: Contents) -> Iterator[Part]:
    yield Heading("What the gates said")
    heads = ("Suite", "Rule", "What is expected", "What it does", "Rows")
    rows = [
        (
            suite,
            str(one.get("rule", "")),
            str(one.get("sentence", "")),
            outcome(one),
            NOT_ASKED
            if one.get("could_not_run")
            else rows_told(int(str(one.get("unexpected_rows") or 0))),
        )
        for suite, told in sorted(contents.gates.items())
        for one in told
        if not one.get("is_met", True)
    ]
    asked = sum(len(told) for told in contents.gates.values())
    yield Words(
        f"{asked} expectations were asked in {len(contents.gates)} suites. What only asks is"
        " answered in writing before a release is approved; the answers are kept with the approval."
        " What warns is told here. All of it is on the gates' own pages, which stay with the draft:"
        " manifest.json says where in the data home (gate_pages)."
    )
    yield _table(
        "Expectations that were not met",
        heads,
        rows,
        "All were met." if asked else "None was asked.",
        {4},
    )


def _first(contents: Contents) -> Month:
    month = contents.month
    for _ in range(MONTHS - 1):
        month = month.before
    return month


def _issues(contents: Contents) -> Iterator[Part]:
    yield Heading("Known issues")
    span = _first(contents), contents.month
    rows = [
        (one.what, f"{one.since} to {one.until or 'now'}", ", ".join(one.datasets) or "all")
        for one in known_issues()
        if one.holds_in(*span)
    ]
    heads = ("What to know", "Months", "Datasets")
    yield _table("Issues of the months shown", heads, rows, "None has been declared.", set())


def _partial(contents: Contents) -> Iterator[Part]:
    yield Heading("Totals that are missing or told in part")
    shown = {number for dataset, _ in contents.tables.values() for number in numbers_of(dataset)}
    with open_to_read(contents.build.warehouse) as con:
        known = held(con, FIGURES)
        rows = partial_totals(con, contents.measures, shown) if known else []
    none = "None: every month of every measure is whole." if known else UNKNOWN
    yield _table("Measures and months", ("Measure", "Why", "Months"), rows, none, set())


def _breaks(contents: Contents) -> Iterator[Part]:
    yield Heading("Breaks in the series")
    with open_to_read(contents.build.warehouse) as con:
        moved = migrations(con) if held(con, EXPECTED) else None
        areas = None
        if held(con, "codes.localities"):
            areas = boundary_changes(con, _first(contents), contents.month)
    heads = ("Source", "Supplier", "Months missing", "Last month received")
    none = UNKNOWN if moved is None else "No supplier's system is being changed."
    yield _table("Systems that are being changed", heads, moved or [], none, set())
    none = UNKNOWN if areas is None else "No area changed its boundaries in the months shown."
    columns = ("Area", "Ended on", "Became")
    yield _table("Areas whose boundaries changed", columns, areas or [], none, set())


def _comparable(contents: Contents) -> Iterator[Part]:
    yield Heading("Comparison with the Department for Education's figures")
    with open_to_read(contents.build.warehouse) as con:
        known = held(con, DIFFERENCES)
        told = compared(con) if known else []
    rows = [
        (str(year), str(indicator).replace("_", " "), "more than 5 in 100" if over else "no more")
        for year, indicator, over in told
    ]
    heads = ("Calendar year", "What is counted", "Apart by")
    none = "No whole year is both reported here and published." if known else UNKNOWN
    yield _table("Our months added up, beside the annual return", heads, rows, none, set())
