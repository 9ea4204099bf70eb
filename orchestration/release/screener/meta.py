"""The description: what each line must fill, must leave blank, and may not say twice.

Names of columns are asked in `columns`; lengths in `limits`.
"""

import re
from collections.abc import Iterator

from orchestration.release.screener.findings import Finding, fail, lines, named, warn
from orchestration.release.screener.pair import Pair
from orchestration.release.screener.standard import Standard

OF_INDICATORS = ("indicator_grouping", "indicator_unit", "indicator_dp")
OF_FILTERS = ("filter_hint", "filter_grouping_column", "filter_default", "parent_filter")


def types(pair: Pair, standard: Standard) -> Iterator[Finding]:
    rows = [
        i
        for i, kind in enumerate(pair.meta.columns.get("col_type", []))
        if kind not in standard.column_types
    ]
    if rows:
        what = f"col_type is none of {named(standard.column_types)}: {lines(rows)}."
        yield fail("column_type", pair.meta.file, what, "Say which it is.")


def filled(pair: Pair, standard: Standard) -> Iterator[Finding]:
    for column in ("col_name", "label"):
        rows = [i for i, cell in enumerate(pair.meta.columns[column]) if not cell.strip()]
        if rows:
            what = f"{column} is blank: {lines(rows)}."
            yield fail(f"{column}_blank", pair.meta.file, what, "Fill it in.")


def said_twice(pair: Pair, standard: Standard) -> Iterator[Finding]:
    for column, remedy in (
        ("col_name", "Describe each column once."),
        ("label", "Give each column a label of its own."),
        ("filter_grouping_column", "Let one filter name each group."),
    ):
        cells = [cell for cell in pair.meta.columns[column] if cell]
        twice = sorted({cell for cell in cells if cells.count(cell) > 1})
        if twice:
            what = f"{column} says the same twice: {named(twice)}."
            yield fail(f"{column}_twice", pair.meta.file, what, remedy)


def left_blank(pair: Pair, standard: Standard) -> Iterator[Finding]:
    """Filters leave what is of indicators blank, and the reverse."""
    for kind, columns in (("Filter", OF_INDICATORS), ("Indicator", OF_FILTERS)):
        for column in columns:
            names = [row["col_name"] for row in pair.described(kind) if row.get(column)]
            if names:
                what = f"{column} is filled for {kind.lower()}s: {named(names)}."
                yield fail(f"{column}_filled", pair.meta.file, what, "Leave it blank.")


def units(pair: Pair, standard: Standard) -> Iterator[Finding]:
    for row in pair.described("Indicator"):
        unit = row["indicator_unit"]
        if unit and unit not in standard.units:
            what = f"The unit of '{row['col_name']}' is none of {named(standard.units)}."
            yield fail("indicator_unit", pair.meta.file, what, "Use one, or leave it blank.")


def decimal_places(pair: Pair, standard: Standard) -> Iterator[Finding]:
    silent = [row["col_name"] for row in pair.described("Indicator") if not row["indicator_dp"]]
    if silent:
        what = f"Decimal places are not told for {named(silent)}."
        yield warn("indicator_dp_set", pair.meta.file, what, "Say how many; 0 for a count.")
    odd = [
        row["col_name"]
        for row in pair.meta_rows()
        if row["indicator_dp"] and not re.fullmatch(r"\d+", row["indicator_dp"])
    ]
    if odd:
        what = f"Decimal places are no whole number for {named(odd)}."
        yield fail("indicator_dp", pair.meta.file, what, "Write 0, 1, 2 ...")


def times_and_places(pair: Pair, standard: Standard) -> Iterator[Finding]:
    """Time and place are not described; nor is a filter that is a place by its name."""
    told = list(dict.fromkeys([*pair.meta.columns["col_name"], *pair.groups()]))
    units_ = {*standard.unit_columns()} - {*standard.places_as_filter}
    caught = [name for name in told if name in units_]
    if caught:
        what = f"It describes time or place: {named(caught)}."
        yield fail("unit_in_meta", pair.meta.file, what, "Take the lines out.")
    filters = [*pair.filters(), *pair.groups()]
    if len(pair.filters()) == 1 and {*filters} & {*standard.places_as_filter}:
        filters = [name for name in filters if name not in standard.places_as_filter]
    likely = [name for name in filters if looks_like_a_place(name, standard)]
    if likely:
        what = f"Filters look like places by their names: {named(likely)}."
        remedy = "Name them otherwise, for example nhs_trust for a provider_name."
        yield fail("place_as_filter", pair.meta.file, what, remedy)


def looks_like_a_place(name: str, standard: Standard) -> bool:
    told = standard.names.places
    small = name.lower()
    return small in told.whole or (small.startswith(told.starts) and small.endswith(told.ends))


CHECKS = (filled, said_twice, left_blank, units, decimal_places, times_and_places)
