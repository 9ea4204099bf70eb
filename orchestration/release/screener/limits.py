"""Lengths and numbers that the platform's interface for programs sets, and rows told twice.

The names and items of DfE's data dictionary are asked here too: what is not in it is only told.
"""

from collections.abc import Iterable, Iterator

from orchestration.release.screener.findings import Finding, fail, lines, named, warn
from orchestration.release.screener.pair import Pair
from orchestration.release.screener.standard import Standard, dictionary


def lengths(pair: Pair, standard: Standard) -> Iterator[Finding]:
    limits = standard.limits
    places = [one for one in standard.geographic_levels if {*one.columns} & {*pair.data.columns}]
    codes = [name for one in places for name in one.columns[:-1]]
    names = [one.columns[-1] for one in places]
    long_columns = _longer(pair.data.header, limits.column_name)
    if long_columns:
        what = f"Names of columns are longer than {limits.column_name}: {named(long_columns)}."
        yield warn("long_column_name", pair.data.file, what, "Shorten them.")
    long_labels = [row["col_name"] for row in pair.meta_rows() if len(row["label"]) > limits.label]
    if long_labels:
        what = f"Labels are longer than {limits.label}: of {named(long_labels)}."
        yield warn("long_label", pair.meta.file, what, "Shorten them.")
    for columns, limit, check in (
        (codes, limits.location_code, "long_location_code"),
        ([*pair.filters_and_groups(), *names], limits.item, "long_item"),
    ):
        for name in columns:
            long = {*_longer(pair.distinct(name), limit)} if name in pair.data.columns else set()
            if long:
                rows = pair.data.rows_with(name, long)
                what = f"'{name}' has items longer than {limit}: {lines(rows)}."
                yield warn(check, pair.data.file, what, "Shorten them.")


def item_count(pair: Pair, standard: Standard) -> Iterator[Finding]:
    limit = standard.limits.filter_items
    many = [name for name in pair.filters_and_groups() if len(pair.distinct(name)) > limit]
    if many:
        what = f"Filters have more than {limit} items: {named(many)}."
        yield warn("filter_items", pair.data.file, what, "Make coarser groups.")


def rows_twice(pair: Pair, standard: Standard) -> Iterator[Finding]:
    """Rows are told apart by time, place and filters; levels that the platform ignores are not."""
    levels = {*pair.distinct("geographic_level")}
    ignored = {one.level for one in standard.geographic_levels if one.ignored == "always"}
    beside = {one.level for one in standard.geographic_levels if one.ignored == "beside others"}
    if not (len(levels) == 1 and levels <= beside):
        ignored |= beside
    keys = [name for name in standard.unit_columns() if name in pair.data.columns]
    cells = [pair.data.columns[name] for name in dict.fromkeys([*keys, *pair.filters_and_groups()])]
    seen: set[tuple[str, ...]] = set()
    twice = []
    for i, key in enumerate(zip(*cells, strict=True)):
        if pair.data.columns["geographic_level"][i] in ignored:
            continue
        if key in seen:
            twice.append(i)
        seen.add(key)
    if twice:
        what = f"Rows have the same time, place and filters as one before: {lines(twice)}."
        yield fail("row_twice", pair.data.file, what, "Tell them apart, or leave them out.")


def data_dictionary(pair: Pair, standard: Standard) -> Iterator[Finding]:
    known = dictionary()
    told = [(row["col_type"], row["col_name"]) for row in pair.meta_rows()]
    told += [("Filter", name) for name in pair.groups()]
    new = [name for kind, name in dict.fromkeys(told) if (kind, name) not in known]
    if new:
        what = f"Columns are not in DfE's data dictionary: {named(new)}."
        remedy = "The platform takes them; its interface for programs wants them agreed first."
        yield warn("dictionary_column", pair.meta.file, what, remedy, is_avoidable=False)
    for name in pair.filters_and_groups():
        items = known.get(("Filter", name))
        others = {*pair.distinct(name)} - {*items} if items else set()
        if others:
            rows = pair.data.rows_with(name, others)
            what = f"'{name}' has items that DfE's data dictionary lacks: {lines(rows)}."
            remedy = "Use its items where one means the same."
            yield warn("dictionary_item", pair.data.file, what, remedy, is_avoidable=False)


def _longer(texts: Iterable[str], limit: int) -> list[str]:
    return [text for text in texts if len(text) > limit]


CHECKS = (lengths, item_count, rows_twice, data_dictionary)
