"""Names: of the files, of the columns of both, and what each file says the other has.

What stands in the columns is asked elsewhere.
"""

import re
from collections.abc import Iterator

from orchestration.release.screener.findings import Finding, fail, named, warn
from orchestration.release.screener.pair import Pair
from orchestration.release.screener.standard import Standard

FILE_NAME = re.compile(r"[A-Za-z0-9_-]+")
SNAKE_CASE = re.compile(r"[a-z0-9_]*")


def file_names(pair: Pair) -> Iterator[Finding]:
    """`name.csv` and `name.meta.csv`, of letters, digits, _ and - only."""
    data, described = pair.data.file, pair.meta.file
    remedy = "Name them <name>.csv and <name>.meta.csv, of letters, digits, _ and - only."
    if described != data.removesuffix(".csv") + ".meta.csv":
        yield fail("file_names_match", data, f"'{described}' is not its description.", remedy)
    for file, stem in (
        (data, data.removesuffix(".csv")),
        (described, described.removesuffix(".csv").removesuffix(".meta")),
    ):
        if not FILE_NAME.fullmatch(stem):
            yield fail("file_name_characters", file, "Its name has other characters.", remedy)
        elif stem != stem.lower():
            yield warn("file_name_case", file, "Its name has capitals.", "Write it small.")


def required(pair: Pair, standard: Standard) -> Iterator[Finding]:
    lacking = [name for name in standard.required_columns if name not in pair.data.columns]
    if lacking:
        what = f"It lacks the columns {named(lacking)}."
        yield fail("required_columns", pair.data.file, what, "Every file needs them.")


def required_in_meta(pair: Pair, standard: Standard) -> Iterator[Finding]:
    known = standard.meta_columns
    lacking = [name for name in known.required if name not in pair.meta.columns]
    if lacking:
        what = f"It lacks the columns {named(lacking)}."
        yield fail("required_meta_columns", pair.meta.file, what, "Every description needs them.")
    others = [name for name in pair.meta.header if name not in (*known.required, *known.optional)]
    if others:
        what = f"It has columns that no description has: {named(others)}."
        yield fail("unknown_meta_columns", pair.meta.file, what, "Leave them out.")


def more_rows_than_columns(pair: Pair, standard: Standard) -> Iterator[Finding]:
    room = len(pair.data.header) - len(standard.required_columns)
    if pair.meta.row_count > room:
        what = f"It describes {pair.meta.row_count} columns where the data has {room} to describe."
        yield fail("meta_rows", pair.meta.file, what, "Describe only columns of the data.")


def described_but_lacking(pair: Pair, standard: Standard) -> Iterator[Finding]:
    told = dict.fromkeys([*pair.meta.columns["col_name"], *pair.groups()])
    lacking = [name for name in told if name and name not in pair.data.columns]
    if lacking:
        what = f"It describes columns that the data lacks: {named(lacking)}."
        yield fail("meta_not_in_data", pair.meta.file, what, "Add them, or take out the lines.")


def not_described(pair: Pair, standard: Standard) -> Iterator[Finding]:
    told = {*pair.meta.columns["col_name"], *pair.groups(), *standard.unit_columns()}
    silent = [
        name for name in pair.data.header if name not in told and len(pair.distinct(name)) > 1
    ]
    if silent:
        what = f"Columns are not described: {named(silent)}."
        yield warn("data_not_in_meta", pair.data.file, what, "Describe them, or leave them out.")


def spelling(pair: Pair, standard: Standard) -> Iterator[Finding]:
    for sheet, names in ((pair.data, pair.data.header), (pair.meta, pair.meta.columns["col_name"])):
        spaced = [name for name in names if re.search(r"\s", name)]
        if spaced:
            what = f"Names of columns have spaces: {named(spaced)}."
            yield fail("column_name_spaces", sheet.file, what, "Write _ for a space.")
    odd = [name for name in pair.data.header if not SNAKE_CASE.fullmatch(name)]
    if odd:
        what = f"Names of columns have capitals or other characters: {named(odd)}."
        yield warn("column_name_case", pair.data.file, what, "Use small letters, digits and _.")
    begun = [name for name in pair.data.header if not re.match("[a-z]", name)]
    if begun:
        what = f"Names of columns do not begin with a small letter: {named(begun)}."
        yield warn("column_name_start", pair.data.file, what, "Begin them with a small letter.")


def hidden_characteristics(pair: Pair, standard: Standard) -> Iterator[Finding]:
    words = standard.names.hidden_characteristics
    caught = [
        row["col_name"]
        for row in pair.described("Indicator")
        if any(word in row["col_name"].lower() for word in words)
    ]
    if caught:
        what = f"Names of indicators hold a characteristic of people: {named(caught)}."
        remedy = "Make it a filter, or name the indicator without that run of letters."
        yield fail("characteristic_in_indicator", pair.meta.file, what, remedy)
    unwelcome = [
        name
        for name in standard.names.unwelcome
        if name in pair.meta.columns["col_name"] or name in pair.groups()
    ]
    if unwelcome:
        what = f"Filters have names that say nothing: {named(unwelcome)}."
        yield warn("characteristic", pair.meta.file, what, "Name them after what they tell apart.")


def harmonised(pair: Pair, standard: Standard) -> Iterator[Finding]:
    good = {name for names in standard.names.harmonised.values() for name in names}
    for name in dict.fromkeys([*pair.meta.columns["col_name"], *pair.groups()]):
        caught = [part for part in standard.names.harmonised if part in name.lower()]
        if caught and name not in good:
            known = dict.fromkeys(x for part in caught for x in standard.names.harmonised[part])
            what = f"'{name}' is near a harmonised name and is none."
            remedy = f"Call it {named(known)}, or avoid '{caught[0]}' in its name."
            yield fail("harmonised_name", pair.meta.file, what, remedy)


CHECKS = (
    more_rows_than_columns,
    described_but_lacking,
    not_described,
    spelling,
    hidden_characteristics,
    harmonised,
)
