"""Filters and their groups: that they tell something apart, have a default, and have no blanks.

Their names are asked in `columns` and `meta`; the length of their items in `limits`.
"""

import re
from collections.abc import Iterator

from orchestration.release.screener.findings import Finding, fail, lines, named, warn
from orchestration.release.screener.meta import looks_like_a_place
from orchestration.release.screener.pair import Pair
from orchestration.release.screener.standard import Standard

SLASH = re.compile(r"\s*/\s*")


def tell_apart(pair: Pair, standard: Standard) -> Iterator[Finding]:
    single = [
        name
        for name in dict.fromkeys(pair.filters())
        if name in pair.data.columns and len(pair.distinct(name)) < 2
    ]
    if single:
        what = f"Filters have fewer than two items: {named(single)}."
        yield fail("filter_single", pair.data.file, what, "Leave out the column and its line.")


def defaults(pair: Pair, standard: Standard) -> Iterator[Finding]:
    wanted = {group: standard.default_item for group in pair.groups()}
    for row in pair.described("Filter"):
        wanted[row["col_name"]] = row.get("filter_default", "") or standard.default_item
    lacking = [
        name
        for name, item in wanted.items()
        if name in pair.data.columns and item not in pair.distinct(name)
    ]
    if lacking:
        what = f"Filters have no item '{standard.default_item}' and name no other that they have: "
        remedy = "Add it, or name one in filter_default."
        yield warn("filter_default", pair.data.file, f"{what}{named(lacking)}.", remedy)


def blanks_and_spaces(pair: Pair, standard: Standard) -> Iterator[Finding]:
    for name in pair.filters_and_groups():
        blank = pair.data.rows_with(name, {""})
        if blank:
            what = f"'{name}' is blank: {lines(blank)}."
            yield fail("filter_blank", pair.data.file, what, "Write Total where all are meant.")
    places = [name for name in standard.place_columns() if name in pair.data.columns]
    for name in [*pair.filters_and_groups(), *places]:
        spaced = {cell for cell in pair.distinct(name) if cell != cell.strip()}
        if spaced:
            rows = pair.data.rows_with(name, spaced)
            what = f"'{name}' begins or ends with a space: {lines(rows)}."
            yield fail("filter_spaces", pair.data.file, what, "Take the spaces away.")


def groups(pair: Pair, standard: Standard) -> Iterator[Finding]:
    told = [row for row in pair.described("Filter") if row["filter_grouping_column"]]
    for row in told:
        name, group = row["col_name"], row["filter_grouping_column"]
        if name == group:
            what = f"'{name}' is its own group."
            yield fail("filter_group_itself", pair.meta.file, what, "Name another column.")
        if not {name, group} <= {*pair.data.columns}:
            continue
        items = pair.distinct(group)
        if len(items) > len(pair.distinct(name)):
            what = f"The group '{group}' has more items than its filter '{name}'."
            yield fail("filter_group_items", pair.meta.file, what, "Turn the two about.")
        if len({re.sub(r"[\W_]", "", item) for item in items}) < len(items):
            what = f"Items of the group '{group}' differ only in signs or spaces."
            yield fail("filter_group_signs", pair.data.file, what, "Write each in one way.")
    silent = [name for name in dict.fromkeys(pair.groups()) if name not in pair.filters()]
    if silent:
        what = f"Groups of filters have no line of their own: {named(silent)}."
        remedy = "The guide wants none, the screener warns of it: both cannot be met."
        yield warn("filter_group_line", pair.meta.file, what, remedy, is_avoidable=False)


def totals_of_places(pair: Pair, standard: Standard) -> Iterator[Finding]:
    units = {*standard.unit_columns()} - {*standard.places_as_filter}
    alone = len(pair.filters()) == 1 and {*pair.filters(), *pair.groups()}
    exempt = (
        {*standard.places_as_filter} if alone and alone & {*standard.places_as_filter} else set()
    )
    for name in pair.data.header:
        if name in exempt or not (name in units or looks_like_a_place(name, standard)):
            continue
        rows = pair.data.rows_with(name, {*standard.names.totals_of_places})
        if rows:
            what = f"'{name}' says Total or All: {lines(rows)}."
            yield fail("total_of_places", pair.data.file, what, "Leave it blank.")


def ethnicity(pair: Pair, standard: Standard) -> Iterator[Finding]:
    major, minor = "ethnicity_major", "ethnicity_minor"
    has = [name for name in (major, minor) if name in pair.data.columns]
    if not has:
        return
    good: set[tuple[str, ...]] = {
        (plain(one), plain(other))
        for one, others in standard.ethnicity.items()
        for other in (*others, standard.default_item)
    }
    if len(has) == 1:
        good = {(one[has[0] == minor],) for one in good}
    rows = [
        i
        for i, cells in enumerate(zip(*(pair.data.columns[name] for name in has), strict=True))
        if tuple(plain(cell) for cell in cells) not in good
    ]
    if rows:
        what = f"Ethnic groups are not those of the harmonised standard: {lines(rows)}."
        yield warn("ethnicity", pair.data.file, what, "Use its names, minor under their major.")
    slashed = [cell for name in has for cell in pair.distinct(name) if "/" in cell]
    if len({" / " in cell for cell in slashed}) > 1:
        what = "Ethnic groups are written with and without spaces about the slash."
        yield warn("ethnicity_slash", pair.data.file, what, "Stay with one form.")


def characteristic_groups(pair: Pair, standard: Standard) -> Iterator[Finding]:
    if "characteristic_group" not in pair.data.columns:
        return
    good = standard.names.characteristic_groups_of_ethnicity
    odd = {
        cell
        for cell in pair.distinct("characteristic_group")
        if "ethnic" in cell.lower() and not any(one in cell for one in good)
    }
    if odd:
        rows = pair.data.rows_with("characteristic_group", odd)
        what = f"characteristic_group names ethnicity otherwise than the standard: {lines(rows)}."
        yield fail("characteristic_group", pair.data.file, what, f"Use {named(good)}.")


def plain(cell: str) -> str:
    """An ethnic group in the one form that slashes have here."""
    return SLASH.sub(" / ", cell)


CHECKS = (
    tell_apart,
    defaults,
    blanks_and_spaces,
    groups,
    totals_of_places,
    ethnicity,
    characteristic_groups,
)
