"""Looks at the values themselves: nothing right of the identifiable store may look like a number,
a postcode or an address of a person, whatever its column is called.

It backs the classes of the dictionary, which are about columns; it tells counts and never a value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from orchestration.contracts.identifiers import has_nhs_check_digit
from orchestration.contracts.sql import identifier, quoted
from orchestration.ducks import open_memory, open_to_read
from orchestration.refusals import Refusal

EDGE, OTHER_EDGE = "(?:^|[^0-9A-Z])", "(?:$|[^0-9A-Z])"
UPN = f"{EDGE}[A-Z][0-9]{{11}}[0-9A-Z]{OTHER_EDGE}"
POSTCODE = f"{EDGE}[A-Z]{{1,2}}[0-9][0-9A-Z]? ?[0-9][A-Z]{{2}}{OTHER_EDGE}"
E_MAIL = r"[^@\s]@[^@\s]+[.][^@\s]"
# A UPN whose digits are shown without its letters would be a number of eleven: not looked for.
TEN_DIGITS = f"{EDGE}([0-9]{{3}}[ -]?[0-9]{{3}}[ -]?[0-9]{{4}}){OTHER_EDGE}"

NHS_NUMBERS = (
    f"len(list_filter(regexp_extract_all(v, {quoted(TEN_DIGITS)}, 1),"
    f" lambda n: {has_nhs_check_digit('n')})) > 0"
)
LOOKS_LIKE = {
    "a pupil number": f"regexp_matches(v, {quoted(UPN)})",
    "an NHS number": NHS_NUMBERS,
    "a full postcode": f"regexp_matches(v, {quoted(POSTCODE)})",
    "an e-mail address": f"regexp_matches(v, {quoted(E_MAIL)})",
}
# Our own numbers of measures are written in the project and come from no file; M63by looks like a
# postcode.
OF_THE_CATALOGUE = "measure_id"
WHAT_TO_DO = (
    "Find where it comes in with sendmart lineage, and leave it out: a comment in a code, a"
    " number in a name."
)


@dataclass(frozen=True)
class Look:
    """A column in which values look like what they may not be; how many different ones."""

    column: str
    like: str
    values: int


def refuse_values(store: Path, room: str) -> None:
    """Raise Refusal when a text or a number of the room's tables looks like a person's; what its
    views show is in tables that were looked at."""
    with open_to_read(store) as con:
        columns = con.execute(
            """
            select table_name, column_name from duckdb_columns()
            semi join duckdb_tables() using (database_oid, schema_oid, table_name)
            where schema_name = ? and not internal
                and column_name <> ?
                and (data_type in ('VARCHAR', 'BIGINT', 'HUGEINT', 'UBIGINT')
                    or data_type like '%[]' or data_type like 'STRUCT%' or data_type like 'MAP%')
            order by all
            """,
            [room, OF_THE_CATALOGUE],
        ).fetchall()
        found = [
            look
            for table, column in columns
            for look in _looks(con, f"{room}.{table}.{column}", _values(room, table, column))
        ]
    _refuse(room, found)


def refuse_text(where: str, files: Mapping[str, str]) -> None:
    """The same of files about to be released, line by line."""
    with open_memory() as con:
        found: list[Look] = []
        for name, text in files.items():
            lines = pa.table({"v": [line.upper() for line in text.splitlines()]})
            con.register("lines", lines)
            found += _looks(con, name, "select distinct v from lines")
            con.unregister("lines")
    _refuse(where, found)


def _values(room: str, table: str, column: str) -> str:
    cell = f"upper(cast({identifier(column)} as varchar))"
    return f"select distinct {cell} as v from {room}.{identifier(table)}"


def _looks(con: duckdb.DuckDBPyConnection, where: str, values: str) -> Iterator[Look]:
    counts = ", ".join(f"count(*) filter ({condition})" for condition in LOOKS_LIKE.values())
    row = con.execute(f"select {counts} from ({values}) where v is not null").fetchone() or ()
    for like, count in zip(LOOKS_LIKE, row, strict=True):
        if count:
            yield Look(where, like, int(count))


def _refuse(where: str, found: list[Look]) -> None:
    if found:
        told = "; ".join(f"{one.column}: {one.values} like {one.like}" for one in found)
        raise Refusal(where, f"Values look like a person's ({told}).", WHAT_TO_DO)
