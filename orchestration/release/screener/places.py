"""Places: levels, the columns each needs and may have, and codes with the names they belong to.

Lists that an authority does not publish by (districts, wards, constituencies) are not kept here.
"""

from collections.abc import Iterator

from orchestration.release.screener.findings import Finding, fail, lines, named, warn
from orchestration.release.screener.pair import Pair
from orchestration.release.screener.standard import (
    LIST_KEPT_ELSEWHERE,
    GeographicLevel,
    Standard,
)

LEVEL = "geographic_level"


def levels(pair: Pair, standard: Standard) -> Iterator[Finding]:
    known = {one.level for one in standard.geographic_levels}
    unknown = {*pair.distinct(LEVEL)} - known
    if unknown:
        rows = pair.data.rows_with(LEVEL, unknown)
        what = f"geographic_level is not in the list of the standard: {lines(rows)}."
        yield fail("geographic_level", pair.data.file, what, "Use National, Local authority ...")


def columns_of_levels(pair: Pair, standard: Standard) -> Iterator[Finding]:
    for one in _present(pair, standard):
        lacking = [name for name in one.columns if name not in pair.data.columns]
        if lacking and not one.is_optional:
            what = f"Rows of {one.level} lack the columns {named(lacking)}."
            yield fail("level_columns", pair.data.file, what, "Add them.")
    for one in standard.geographic_levels:
        has = [name for name in one.columns if name in pair.data.columns]
        lacking = [name for name in one.columns if name not in has]
        if has and lacking and one.lookup in ("regions", "local_authorities"):
            what = f"It has {named(has)} without {named(lacking)}."
            yield fail("columns_together", pair.data.file, what, "They go together.")


def filled_at_their_level(pair: Pair, standard: Standard) -> Iterator[Finding]:
    at = pair.data.columns[LEVEL]
    for one in standard.geographic_levels:
        for name in one.columns:
            if name not in pair.data.columns or one.is_optional:
                continue
            cells = pair.data.columns[name]
            blank = [i for i, cell in enumerate(cells) if not cell and at[i] == one.level]
            if blank:
                what = f"'{name}' is blank in rows of {one.level}: {lines(blank)}."
                yield fail("level_blank", pair.data.file, what, "Fill it in.")


def blank_elsewhere(pair: Pair, standard: Standard) -> Iterator[Finding]:
    at = pair.data.columns[LEVEL]
    sole = {*pair.filters(), *pair.groups()} if len(pair.filters()) == 1 else set()
    for one in standard.geographic_levels:
        if one.anywhere:
            continue
        may = {one.level, *one.also_at}
        for name in one.columns:
            if name not in pair.data.columns or name in sole & {*standard.places_as_filter}:
                continue
            cells = pair.data.columns[name]
            rows = [i for i, cell in enumerate(cells) if cell and at[i] not in may]
            if rows:
                what = (
                    f"'{name}' is filled in rows of a level that is not within it: {lines(rows)}."
                )
                yield fail("level_overfilled", pair.data.file, what, "Leave it blank there.")


def regions_told(pair: Pair, standard: Standard) -> Iterator[Finding]:
    """Rows of authorities and districts say their region."""
    region = next(one for one in standard.geographic_levels if one.lookup == "regions")
    for level in ("Local authority", "Local authority district"):
        rows = pair.data.rows_with(LEVEL, {level})
        silent = [
            i
            for i in rows
            if not all(pair.data.columns.get(name, [""] * (i + 1))[i] for name in region.columns)
        ]
        if silent:
            what = f"Rows of {level} do not say their region: {lines(silent)}."
            yield warn("region_told", pair.data.file, what, f"Fill {named(region.columns)}.")


def ignored_levels(pair: Pair, standard: Standard) -> Iterator[Finding]:
    present = _present(pair, standard)
    always = [one.level for one in present if one.ignored == "always"]
    beside = [one.level for one in present if one.ignored == "beside others"]
    if len(beside) > 1:
        what = f"It mixes rows of {named(beside)}."
        yield fail("level_mix", pair.data.file, what, "Make a file of each.")
    ignored = always + (beside if len(present) > len(beside) or len(beside) > 1 else [])
    if ignored:
        what = f"The platform leaves out rows of {named(ignored)}."
        yield warn("level_ignored", pair.data.file, what, "Put them in another file.")


def one_name_one_code(pair: Pair, standard: Standard) -> Iterator[Finding]:
    """Of trusts, sponsors and opportunity areas."""
    for one in _present(pair, standard):
        if not one.one_name_one_code or not {*one.columns} <= {*pair.data.columns}:
            continue
        codes_and_names = {(code, name) for code, name in _codes_and_names(pair, one) if code}
        for at, column in enumerate((one.columns[0], one.columns[-1])):
            if len({told[at] for told in codes_and_names}) < len(codes_and_names):
                what = f"One '{column}' stands with several of the other."
                yield fail("one_name_one_code", pair.data.file, what, "Each has one.")


def not_available(pair: Pair, standard: Standard) -> Iterator[Finding]:
    """Where no list says what a code is called, x is Not available and nothing else."""
    missing = standard.not_available
    for one in _present(pair, standard):
        is_told = len(one.columns) > 1 and {*one.columns} <= {*pair.data.columns}
        if not is_told or one.lookup or one.ignored == "always":
            continue
        if any(
            (code == missing.code) != (name == missing.name)
            for code, name in _codes_and_names(pair, one)
        ):
            what = f"'{one.columns[0]}' is {missing.code} or its name {missing.name}, not both."
            yield fail("not_available", pair.data.file, what, "They go together.")


def lists_not_kept(pair: Pair, standard: Standard) -> Iterator[Finding]:
    for one in _present(pair, standard):
        if one.lookup == LIST_KEPT_ELSEWHERE:
            what = f"Codes and names of {one.level} could not be looked up: no list is kept here."
            remedy = "Run DfE's own screener on this file too."
            yield warn("not_looked_up", pair.data.file, what, remedy, is_avoidable=False)


def _codes_and_names(pair: Pair, one: GeographicLevel) -> set[tuple[str, str]]:
    code, name = one.columns[0], one.columns[-1]
    return {*zip(pair.data.columns[code], pair.data.columns[name], strict=True)}


def _present(pair: Pair, standard: Standard) -> list[GeographicLevel]:
    return [one for one in standard.geographic_levels if one.level in pair.distinct(LEVEL)]


CHECKS = (
    levels,
    columns_of_levels,
    filled_at_their_level,
    blank_elsewhere,
    regions_told,
    ignored_levels,
    one_name_one_code,
    not_available,
    lists_not_kept,
)
