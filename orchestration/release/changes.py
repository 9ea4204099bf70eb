"""What a release shows otherwise than the release in place before it: cell by cell, with a reason.

Both are tables as released; nothing but what was and is public stands here. Revisions of the exact
figures, and what they came from, are told inside the council by `sendmart revisions`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orchestration.contracts.catalogue import the_catalogue
from orchestration.measures.declared import Measure
from orchestration.release.contents import Contents
from orchestration.release.dataset import Dataset, Table, as_csv, kind
from orchestration.release.periods import Period, period_in
from orchestration.release.symbols import is_number

COLUMNS = (
    *("dataset", "time_period", "time_identifier", "area", "cell", "indicator"),
    *("before", "after", "kind", "reason"),
)
# Of the columns of time and place, those that tell rows apart.
TIME, AREA = ("time_period", "time_identifier"), ("la_name", "region_name", "country_name")
NEW, GONE = "new period", "period no longer shown"
ADDED, LEFT = "new row", "row no longer shown"
REVISED, HIDDEN, SHOWN = "revised", "newly hidden", "newly shown"
OF_ONE_CELL = (REVISED, HIDDEN, SHOWN)
WITHHELD, NOT_REPEATED = (HIDDEN, LEFT, GONE), "(a number)"
SAYS = {
    NEW: "Its period is shown for the first time.",
    GONE: "Its period is no longer among those that are shown.",
}
Place = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One cell that says something else; `place` is the row, by the columns that both have."""

    place: Place
    period: Period
    area: str
    cell: str
    indicator: str
    before: str
    after: str
    kind: str


def changes_in(dataset: Dataset, now: Table, before: Table | None) -> list[Change]:
    """Every cell that differs, in the order of the new table and then of what is gone."""
    if before is None:
        return []
    columns = placing(dataset, now, before)
    new, old = _by_place(now, columns), _by_place(before, columns)
    new_periods, old_periods = _periods(now), _periods(before)
    found: list[Change] = []
    for place, row in new.items():
        held = old.get(place)
        added = ADDED if _time(row) in old_periods else NEW
        found += _row_changes(dataset, place, row, held or {}, added if held is None else "")
    for place, row in old.items():
        if place not in new:
            gone = LEFT if _time(row) in new_periods else GONE
            found += _row_changes(dataset, place, {}, row, gone)
    return found


def placing(dataset: Dataset, now: Table, before: Table) -> list[str]:
    """The columns that tell the rows of both apart."""
    return [
        name
        for name in now.columns
        if name in before.columns and kind(dataset, name) != "Indicator"
    ]


def _by_place(table: Table, columns: list[str]) -> dict[Place, dict[str, str]]:
    """Rows by place; the same place again (a filter that only one of both has) is counted on."""
    found: dict[Place, dict[str, str]] = {}
    times: Counter[Place] = Counter()
    for cells in table.rows:
        row = dict(zip(table.columns, cells, strict=True))
        place = tuple(row[name] for name in columns)
        found[(*place, str(times[place])) if times[place] else place] = row
        times[place] += 1
    return found


def _row_changes(
    dataset: Dataset, place: Place, now: dict[str, str], old: dict[str, str], kind_: str
) -> Iterator[Change]:
    row = now or old
    period, area, cell = period_in(row), area_of(row), _cell(dataset, row)
    for name in [name for name in row if kind(dataset, name) == "Indicator"]:
        before, after = old.get(name, ""), now.get(name, "")
        if before != after:
            told = kind_ or _kind(before, after)
            yield Change(place, period, area, cell, name, before, after, told)


def _kind(before: str, after: str) -> str:
    if after == "c":
        return HIDDEN
    return SHOWN if before == "c" and is_number(after) else REVISED


def _time(row: Mapping[str, str]) -> tuple[str, str]:
    return row["time_period"], row.get("time_identifier", "")


def _periods(table: Table) -> set[tuple[str, str]]:
    return {_time(dict(zip(table.columns, row, strict=True))) for row in table.rows}


def area_of(row: Mapping[str, str]) -> str:
    """The smallest area that the row names."""
    return next((row[name] for name in AREA if row.get(name)), "")


def _cell(dataset: Dataset, row: Mapping[str, str]) -> str:
    """The row's filters as people say them."""
    return "; ".join(
        f"{told['open_data']['label']}: {row[name]}"
        for name, told in dataset.columns.items()
        if name in row and kind(dataset, name) == "Filter"
    )


def what_changed(contents: Contents) -> str:
    """The table of changes as CSV: its header alone where there is nothing to compare with."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for name, (dataset, table) in sorted(contents.tables.items()):
        cause = _cause(contents, dataset)
        for change in changes_in(dataset, table, contents.before.get(name)):
            reason = SAYS.get(change.kind, cause)
            time = _time_columns(change.period)
            told = (change.area, change.cell, change.indicator, before_told(change), change.after)
            rows.append((name, *time, *told, change.kind, reason))
    return as_csv(rows)


def before_told(change: Change) -> str:
    """What stood there; a number that is not shown any more is not said again, for it may be hidden
    because it told too much."""
    is_withheld = change.kind in WITHHELD and is_number(change.before)
    return NOT_REPEATED if is_withheld else change.before


def _time_columns(period: Period) -> tuple[str, str]:
    years = f"{period.year}{(period.year + 1) % 100:02d}" if period.spans else f"{period.year}"
    return years, period.identifier


def _cause(contents: Contents, dataset: Dataset) -> str:
    """The deliveries that a dataset depends on and the release before had not."""
    sources = sources_of(dataset, contents.measures)
    came = [
        f"{source_name(str(entry.source))}, {entry.period}"
        for entry in contents.inputs
        if contents.seen and entry.submission_id not in contents.seen and entry.source in sources
    ]
    return f"Delivered since: {'; '.join(sorted(set(came)))}." if came else "Not known."


def source_name(source: str) -> str:
    """What people call an extract."""
    contract = the_catalogue().contracts.get(source)
    return contract.title if contract else source


def sources_of(dataset: Dataset, measures: Mapping[str, Measure]) -> set[str]:
    """The extracts that the figures of a dataset are made from."""
    found = [measures[number] for number in numbers_of(dataset) if number in measures]
    return {str(s) for one in found for s in (one.of("source"), *(one.told.get("also") or []))}


def numbers_of(dataset: Dataset) -> list[str]:
    """The measures that a dataset says it shows."""
    disclosure = dataset.told.get("disclosure") or {}
    return [str(number) for number in disclosure.get("figures") or {}]
