"""Names a record by who sends it and their own identifier, between tonight's numbers and files.

Files in the identifiable store speak of records by name; queries of one night by number.
"""

import duckdb

NAME = ("known_by", "supplier_code", "supplier_person_id")
PAIR = tuple(f"{column}_{side}" for side in "lr" for column in NAME)

Record = tuple[str, str, str]
Pair = tuple[Record, Record]


def named_pairs_sql(relation: str, further: str = "") -> str:
    """A query of pairs of record numbers as pairs of names, in their one order."""
    names = ", ".join(
        f"case when {in_order()} then {one}.{column} else {other}.{column} end as {column}_{side}"
        for side, one, other in (("l", "a", "b"), ("r", "b", "a"))
        for column in NAME
    )
    return f"""
        select {names}{further}
        from {relation} as pairs
        inner join records as a on pairs.record_no_l = a.record_no
        inner join records as b on pairs.record_no_r = b.record_no
    """


def number_pairs(con: duckdb.DuckDBPyConnection, relation: str, name: str) -> None:
    """Make the temporary table `name` of the pairs of a named relation whose records both came
    tonight: record_no_l, record_no_r (the lower on the left) and its other columns."""
    match = {
        side: " and ".join(f"named.{column}_{side} = {side}.{column}" for column in NAME)
        for side in "lr"
    }
    con.execute(f"""
        create or replace temp table {name} as
        select least(l.record_no, r.record_no) as record_no_l,
            greatest(l.record_no, r.record_no) as record_no_r,
            named.* exclude ({", ".join(PAIR)})
        from ({relation}) as named
        inner join records as l on {match["l"]}
        inner join records as r on {match["r"]}
        order by 1, 2
    """)


def in_order() -> str:
    """Whether record `a` stands before record `b` in the one order of a pair, as SQL."""
    one, other = (", ".join(f"{side}.{column}" for column in NAME) for side in "ab")
    return f"(({one}) <= ({other}))"
