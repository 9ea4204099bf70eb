"""In what ways different people are alike more often than chance would have it.

The model takes likenesses for independent. Within a register that knows each person once by a
checked number, every pair is two people: twins, brothers and sisters at one address, father and
son show there, and how often. What is learnt is kept with the model.
"""

from collections import Counter
from math import log2
from typing import Any

import duckdb

from orchestration.identity.candidates import beside, level_of

LOOKED_AT = ("name", "birth", "postcode")
KEYS = (("born_on", "surname"), ("born_on", "postcode"), ("surname", "postcode"))
LEAST_SEEN, LEAST_BITS, LEAST_PEOPLE = 3, 3.0, 4000


def learn_strangers(con: duckdb.DuckDBPyConnection, settings: dict[str, Any]) -> list[str]:
    """The ways, as `name|birth|postcode` levels, in which two people of one register are alike at
    least eight times (LEAST_BITS) as often as the model expects. The largest register must hold
    LEAST_PEOPLE at least, or what is not seen means nothing."""
    people = con.execute("""
        select count(*) from people_compared where is_numbered group by source order by 1 desc
    """).fetchone()
    assert people is not None
    pairs_in_all = people[0] * (people[0] - 1) / 2
    by_chance = {
        name: {level["label_for_charts"]: level.get("u_probability") for level in levels}
        for name, levels in (
            (each["output_column_name"], each["comparison_levels"])
            for each in settings["comparisons"]
        )
    }
    seen = con.execute(_patterns_sql(con)).fetchall()
    often = {
        "|".join(pattern)
        for *pattern, count in seen
        if count >= LEAST_SEEN
        and log2(count / pairs_in_all / _expected(by_chance, pattern)) >= LEAST_BITS
    }
    return sorted(often | _where_something_is_missing(seen))


def _where_something_is_missing(seen: list[tuple[str, str, str, int]]) -> set[str]:
    """Whoever differs in the forename or birth date alone is told apart by nothing where it is
    missing, and a register misses too few of them to show it."""
    counts: Counter[str] = Counter()
    for name, birth, postcode, count in seen:
        if birth in ("a_year_apart", "different"):
            counts[f"{name}|missing|{postcode}"] += count
        if name in ("close", "near", "surname_only"):
            counts[f"no_forename|{birth}|{postcode}"] += count
    return {pattern for pattern, count in counts.items() if count >= LEAST_SEEN}


def _expected(by_chance: dict[str, dict[str, float]], pattern: list[str]) -> float:
    share = 1.0
    for name, level in zip(LOOKED_AT, pattern, strict=True):
        share *= by_chance[name].get(level) or 1.0
    return share


def _patterns_sql(con: duckdb.DuckDBPyConnection) -> str:
    pairs = " union ".join(
        f"""select l.record_no as record_no_l, r.record_no as record_no_r
        from people_compared as l inner join people_compared as r
            on l.source = r.source and l.record_no < r.record_no
                and {" and ".join(f"l.{key} = r.{key}" for key in keys)}
        where l.is_numbered and l.upn is distinct from r.upn"""
        for keys in KEYS
    )
    levels = ", ".join(f"{level_of(name)} as {name}" for name in LOOKED_AT)
    return f"""
        select {", ".join(LOOKED_AT)}, count(*) from (
            select {levels} from ({beside(con, f"({pairs})")})
        ) group by all order by all
    """
