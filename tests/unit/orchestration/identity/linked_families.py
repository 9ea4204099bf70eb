"""Hand-made people among the neighbours of a small made-up county, linked as on a night.

What becomes of whom stands in the tests. `own` is each person's identifier in their system.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import duckdb
import pyarrow as pa

from linkage_world import make_world
from orchestration.ducks import open_memory
from orchestration.home import Home
from orchestration.identity.linking import Linked, link_records
from sample_authority.identifiers import nhs_number, upn

BORN = date(2014, 9, 23)
NIGHT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
SYSTEMS = {
    "education": ("upn", "schools"),
    "health": ("patient_id", "clinic"),
    "care": ("child_id", "team"),
}
SHAPE = pa.schema(
    [
        *((name, pa.string()) for name in (
            "agency", "known_by", "supplier_code", "supplier_person_id", "upn", "former_upn",
            "nhs_number", "uln", "forename", "surname", "postcode", "sex", "ethnicity",
        )),
        ("born_on", pa.date32()),
        *((name, pa.bool_()) for name in ("is_numbered", "is_adopted", "is_looked_after")),
    ]
)  # fmt: skip
Row = dict[str, Any]
Key = tuple[str, str]


def upn_of(number: int) -> str:
    return upn(700_000 + number, 2018)


def nhs_of(number: int) -> str:
    return nhs_number(Random(f"family:{number}"))


def person(agency: str, own: str, forename: str | None, surname: str | None, **more: Any) -> Row:
    """One record; what is not said is an ordinary child's of one address."""
    known_by, supplier = SYSTEMS[agency]
    told: Row = {
        "agency": agency, "known_by": known_by, "supplier_code": supplier,
        "supplier_person_id": own, "upn": None, "former_upn": None, "nhs_number": None,
        "uln": None, "forename": forename, "surname": surname, "postcode": "ZZ31 4QH",
        "sex": None, "ethnicity": None, "born_on": BORN, "is_adopted": False,
        "is_looked_after": False,
    }  # fmt: skip
    told |= more
    return {"is_numbered": agency == "education", **told}


def families(count: int, agency: str, own: str, first: int = 0, **more: Any) -> list[Row]:
    """So many children, each of their own name, day and home; the same in every agency. What is
    told besides may be a function of their place."""
    made = []
    for place in range(first, first + count):
        chance = Random(f"families:{place}")
        names = ["".join(chance.choices("abdegiklmnorstuvz", k=7)).title() for _ in range(2)]
        told: dict[str, Any] = {
            "forename": names[0],
            "surname": names[1],
            "born_on": BORN + timedelta(days=chance.randrange(2000)),
            "postcode": f"ZZ{32 + place % 20} {place % 10}{'ABDEFGHJLN'[place // 10 % 10]}Q",
        }
        told |= {name: value(place) if callable(value) else value for name, value in more.items()}
        made.append(person(agency, f"{own}{place}", **told))
    return made


@cache
def neighbours(pupils: int = 1500) -> pa.Table:
    """The county around them: none of these is ever looked at."""
    records = make_world(pupils=pupils, seed=11).records
    return records.select(SHAPE.names)


@dataclass(frozen=True)
class Pair:
    status: str
    rule: str | None
    vetoes: tuple[str, ...]
    probability: float


@dataclass(frozen=True)
class Night:
    """What a night came to, for the hand-made people only."""

    linked: Linked
    pairs: dict[frozenset[str], Pair]
    people: dict[str, str]
    asked: set[frozenset[str]]

    def status(self, one: str, other: str) -> str:
        """What is made of two records; a pair that is not even compared is none."""
        found = self.pairs.get(frozenset((one, other)))
        return found.status if found else "NoMatch"

    def rule(self, one: str, other: str) -> str | None:
        return self.pairs[frozenset((one, other))].rule

    def vetoes(self, one: str, other: str) -> tuple[str, ...]:
        return self.pairs[frozenset((one, other))].vetoes

    def are_one(self, *own: str) -> bool:
        return len({self.people[each] for each in own}) == 1

    def is_asked(self, one: str, other: str) -> bool:
        return frozenset((one, other)) in self.asked


def load(
    con: duckdb.DuckDBPyConnection,
    rows: Iterable[Row],
    county: pa.Table | None = None,
    backwards: bool = False,
    system_ids: Iterable[tuple[str, str, str]] = (),
) -> None:
    """Make `records` and `system_ids` (own, word, id) in a connection."""
    told = pa.Table.from_pylist(list(rows), SHAPE)
    con.register("told", pa.concat_tables([told, county]) if county is not None else told)
    order = "known_by, supplier_code, supplier_person_id" + (" desc" if backwards else "")
    con.execute(f"""create or replace temp table records as
        select row_number() over (order by {order}) as record_no, * from told""")
    con.execute("create or replace temp table given (own varchar, word varchar, id varchar)")
    for given in system_ids:
        con.execute("insert into given values (?, ?, ?)", given)
    con.execute("""create or replace temp table system_ids as
        select record_no, word, id from given inner join records on own = supplier_person_id""")


def link(
    home: Home,
    rows: Iterable[Row],
    at: datetime = NIGHT,
    county: pa.Table | None = None,
    backwards: bool = False,
    system_ids: Iterable[tuple[str, str, str]] = (),
) -> Night:
    """Link these people as of a moment."""
    with open_memory(home) as con:
        load(con, rows, county, backwards, system_ids)
        linked = link_records(con, home, at)
        return Night(linked, _pairs(con), _people(con), _asked(con))


def _pairs(con: duckdb.DuckDBPyConnection) -> dict[frozenset[str], Pair]:
    rows = con.execute("""
        select l.supplier_person_id, r.supplier_person_id, status, rule, vetoes, probability
        from decided
        inner join records as l on record_no_l = l.record_no
        inner join records as r on record_no_r = r.record_no""").fetchall()
    return {
        frozenset((one, other)): Pair(status, rule, tuple(vetoes), float(probability))
        for one, other, status, rule, vetoes, probability in rows
    }


def _people(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(
        con.execute(
            "select supplier_person_id, person_key from ledger where until is null"
        ).fetchall()
    )


def _asked(con: duckdb.DuckDBPyConnection) -> set[frozenset[str]]:
    rows = con.execute("""
        select l.supplier_person_id, r.supplier_person_id from queue
        inner join records as l on record_no_l = l.record_no
        inner join records as r on record_no_r = r.record_no""").fetchall()
    return {frozenset(pair) for pair in rows}
