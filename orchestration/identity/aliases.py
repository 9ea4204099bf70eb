"""Which forenames may stand for one another: short forms, and spellings of one name.

Short forms come from the `nicknames` package, spellings from seeds; how much such a likeness is
worth is learnt from the data.
"""

import csv

import duckdb
import pyarrow as pa

from orchestration.home import SEEDS

SPELLINGS = SEEDS / "codes" / "forename_spellings.csv"


def load_roots(con: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `forename_roots` (forename, roots): two forenames with a root in
    common may be one name. Every forename is a root of itself, whether it is listed or not."""
    found = sorted(
        {(_plain(name), _plain(root)) for name, root in [*_short_forms(), *_spellings()]}
    )
    known = pa.table({"forename": [name for name, _ in found], "root": [root for _, root in found]})
    con.register("known_roots", known)
    con.execute("""
        create or replace temp table forename_roots as
        select forename, list_distinct(list_append(list(root order by root), forename)) as roots
        from known_roots group by forename
    """)
    con.unregister("known_roots")


def _short_forms() -> list[tuple[str, str]]:
    from nicknames import name_triplets

    return [(short, full) for full, relation, short in name_triplets() if "nick" in relation]


def _spellings() -> list[tuple[str, str]]:
    with SPELLINGS.open(newline="", encoding="utf-8") as rows:
        return [(row["code"], row["label"]) for row in csv.DictReader(rows)]


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalpha())
