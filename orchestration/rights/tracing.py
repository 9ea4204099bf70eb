"""Finds every row of one person in all kept deliveries, by the names that lead from one to another.

A number that was copied wrongly may be another child's: where dates of birth differ, it is said.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.sql import identifier
from orchestration.ducks import open_memory
from orchestration.holds.finding import Tables, born_on_sql, find_rows, held_table
from orchestration.holds.naming import Name, normal_sql, shared_words
from orchestration.home import Home
from orchestration.rights.belonging import names_of_others
from orchestration.rights.kept import deliveries, open_delivery
from orchestration.rights.records import names_beside

FOUND = "found"
ASIDE_TEXTS = ("forename", "surname", "postcode")


@dataclass(frozen=True)
class Place:
    """Where rows of the person are: a table of one delivery."""

    source: str
    submission_id: str
    month: str
    table: str
    rows: int
    disputed: int


@dataclass
class Traced:
    """All that names the person, and where rows are.

    texts     names and postcodes on those rows, by which leftovers are looked for
    born_on   the day of birth on most of them
    """

    names: set[Name]
    places: list[Place] = field(default_factory=list)
    texts: dict[str, set[str]] = field(default_factory=dict)
    born_on: date | None = None

    @property
    def rows(self) -> int:
        return sum(place.rows for place in self.places)

    @property
    def disputed(self) -> int:
        """Rows that carry a name of the person and another day of birth."""
        return sum(place.disputed for place in self.places)


def trace(home: Home, catalogue: Catalogue, asked: Iterable[Name]) -> Traced:
    """Follow the names from row to row and through the ledger of people until none is new."""
    traced = Traced(set(asked))
    further = {name.kind for name in traced.names}
    of_others: set[Name] = set()
    while True:
        traced.born_on = traced.born_on or _birth(home, catalogue, traced.names, further)
        known = set(traced.names)
        traced.names |= names_beside(home, catalogue, traced.names)
        traced.born_on = traced.born_on or _birth(home, catalogue, traced.names, further)
        found = _look_through(home, catalogue, traced, further) - traced.names - of_others
        of_others |= names_of_others(home, catalogue, traced.names, traced.born_on, found)
        traced.names |= found - of_others
        if traced.names == known:
            return traced


def recogniser(names: Iterable[Name]) -> "_Recogniser":
    return _Recogniser({name.text for name in names})


@dataclass(frozen=True)
class _Recogniser:
    texts: set[str]

    def __call__(self, asked: Sequence[str]) -> list[str | None]:
        return [FOUND if text in self.texts else None for text in asked]


def _birth(home: Home, catalogue: Catalogue, names: set[Name], further: set[str]) -> date | None:
    """The day of birth on most rows that the names asked for are on."""
    counted: Counter[date] = Counter()
    with open_memory(home) as con:
        for entry, folder in deliveries(home, catalogue):
            tables = open_delivery(con, catalogue, entry, folder)
            for name, count in find_rows(tables, recogniser(names), further).items():
                born_on = born_on_sql(tables, name)
                if count and born_on:
                    rows = con.execute(f"""
                        select {born_on} as born_on, count(*) from {tables.relations[name]}
                        where row_number in (select row_number from {held_table(name)})
                        group by 1 having born_on is not null order by 1
                    """).fetchall()
                    counted.update(dict(rows))
    return counted.most_common(1)[0][0] if counted else None


def _look_through(home: Home, catalogue: Catalogue, traced: Traced, further: set[str]) -> set[Name]:
    """Note where the person's rows are; return every name on them."""
    traced.places, found = [], set[Name]()
    with open_memory(home) as con:
        for entry, folder in deliveries(home, catalogue):
            tables = open_delivery(con, catalogue, entry, folder)
            counts = find_rows(tables, recogniser(traced.names), further)
            for name, count in counts.items():
                if not count:
                    continue
                disputed = _look_at(tables, name, traced, found)
                month = str(entry.month)
                traced.places.append(
                    Place(str(entry.source), entry.submission_id, month, name, count, disputed)
                )
    return found


def _look_at(tables: Tables, name: str, traced: Traced, names: set[Name]) -> int:
    """Take the names and texts on the found rows that are not disputed; return how many are."""
    born_on = born_on_sql(tables, name)
    agrees = "true"
    if born_on and traced.born_on:
        agrees = f"coalesce({born_on} = date '{traced.born_on}', true)"
    rows = f"""(select * from {tables.relations[name]}
        where row_number in (select row_number from {held_table(name)}) and {agrees})"""
    for naming in tables.namings(name, set()):
        kind, supplier = naming.way(tables.supplier, shared_words(tables.catalogue))
        value = normal_sql(naming.kind, naming.text)
        found = tables.con.execute(
            f"select distinct {value} from {rows} where {value} is not null and {naming.is_sound}"
        ).fetchall()
        names |= {Name(kind, supplier, row[0]) for row in found}
    for word in ASIDE_TEXTS:
        if word in tables.contract.tables[name].columns and tables.has(name, word):
            column = identifier(tables.contract.tables[name].columns[word].from_)
            found = tables.con.execute(f"select distinct trim({column}) from {rows}").fetchall()
            traced.texts.setdefault(word, set()).update(row[0] for row in found if row[0])
    seen = tables.con.execute(f"select count(*) from {rows}").fetchone()
    held = tables.con.execute(f"select count(*) from {held_table(name)}").fetchone()
    return int((held or (0,))[0]) - int((seen or (0,))[0])
