"""What a night need not make again: tables of the last warehouse that nothing new can have changed.

Each table has a mark of all that it is made from: the project's own files, and the deliveries,
links and months behind it. Whatever has the mark it had last night is copied, not made.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from orchestration.build import Build
from orchestration.contracts.each_month import SUFFIX
from orchestration.contracts.sql import identifier, quoted
from orchestration.dbt_runner import NodeResult
from orchestration.ducks import open_identifiable, open_to_read, open_to_write
from orchestration.home import DBT_PROJECT, SEEDS, Home
from orchestration.register.rows import aside_file, rows_file

EVERYTHING = "sendmart/everything"
SCOPED = ("fct_deliveries", "fct_expected_deliveries")


@dataclass
class Marks:
    """The marks of a build's tables, by dbt's name of each; worked out as they are asked for.

    nodes   dbt's manifest of models and seeds
    leaves  marks of what dbt does not make: what was received, linked, and told of the run
    """

    nodes: Mapping[str, Any]
    leaves: "Leaves"
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = digest(project_mark(), name, *self._made_from(name))
        return self._known[name]

    def _made_from(self, name: str) -> Iterator[str]:
        kind, _, rest = name.split(".", 2)
        if kind == "source":
            yield self.leaves.of(*rest.split("."))
            return
        scope = self._scope(name)
        for parent in sorted(self.nodes[name]["depends_on"].get("nodes", [])):
            if scope and parent.rpartition(".")[2] in SCOPED:
                yield self.leaves.of_sources(scope)
            else:
                yield self.of(parent)

    def _scope(self, name: str) -> list[str]:
        """Figures ask what was sent of their measures' own extracts only."""
        if not name.rpartition(".")[2].startswith("figures_of_"):
            return []
        parents = [self.nodes.get(each, {}) for each in self.nodes[name]["depends_on"]["nodes"]]
        told = [p.get("config", {}).get("meta", {}).get("measure", {}) for p in parents]
        return sorted({measure["source"] for measure in told if measure})


@dataclass
class Leaves:
    """Where a build comes from: its received files, its links, and what its run is told."""

    home: Home
    build: Build
    deliveries: list[tuple[str, str, bool]]

    @classmethod
    def of_build(cls, home: Home, build: Build) -> "Leaves":
        with open_to_read(build.warehouse) as con:
            rows = con.execute(
                "select submission_id, source, is_in_force from run.deliveries order by all"
            ).fetchall()
        return cls(home, build, rows)

    def of(self, schema: str, table: str) -> str:
        if schema == "run":
            return self._content(self.build.warehouse, f"select * from run.{table} order by all")
        if schema == "linked":
            with open_identifiable(self.home, self.build.identifiable) as con:
                return digest(str(con.execute(_whole(f"linked.{table}")).fetchall()))
        name = table.removesuffix(SUFFIX)
        return digest(
            *(
                f"{submission} {_stamp(rows_file(folder, name))} {_stamp(aside_file(folder, name))}"
                for submission, source, is_in_force in self.deliveries
                if source == schema and (is_in_force or name != table)
                for folder in [self.home.received / source / submission]
            )
        )

    def of_sources(self, sources: Iterable[str]) -> str:
        """What was sent, and promised, of some extracts."""
        listed = ", ".join(map(quoted, sources))
        return digest(
            *(
                self._content(
                    self.build.warehouse,
                    f"select * from run.{table} where source in ({listed}) order by all",
                )
                for table in ("deliveries", "expected_deliveries")
            )
        )

    def _content(self, store: Path, query: str) -> str:
        with open_to_read(store) as con:
            return digest(str(con.execute(query).fetchall()))


@cache
def project_mark() -> str:
    """Of every file that says what a table is, and of the database that reads them."""
    parts = (*(DBT_PROJECT / part for part in ("models", "macros", "tests")), SEEDS)
    files = sorted(path for part in parts for path in part.rglob("*") if path.is_file())
    return digest(duckdb.__version__, *(digest(path.read_bytes()) for path in files))


def tables_of(nodes: Mapping[str, Any], room: str) -> dict[str, str]:
    """The tables that a room makes, by dbt's name of each, with their place in the warehouse; code
    lists are made with core."""
    return {
        name: f"{identifier(node['schema'])}.{identifier(node['alias'])}"
        for name, node in nodes.items()
        if (node["resource_type"] == "seed" and room == "core")
        or (
            node["resource_type"] == "model"
            and node["fqn"][1] == room
            and node["config"]["materialized"] == "table"
        )
    }


def keep_unchanged(
    home: Home, build: Build, places: Mapping[str, str], marks: Mapping[str, str]
) -> set[str]:
    """Copy from the warehouse in place every table whose mark is the same; return dbt's names."""
    if not home.warehouse.exists():
        return set()
    with open_to_write(build.warehouse) as con:
        con.execute(f"attach {quoted(str(home.warehouse))} as last_night (read_only)")
        held = _held(con)
        kept = {name for name, mark in marks.items() if held.get(name) == mark}
        for name in sorted(kept):
            place = places[name]
            con.execute(f"create schema if not exists {place.partition('.')[0]}")
            con.execute(f"create or replace table {place} as from last_night.{place}")
        con.execute("detach last_night")
    return kept


def checks_between(
    nodes: Mapping[str, Any], kept: set[str], results: Iterable[NodeResult]
) -> list[str]:
    """The tests that ask of a table that was kept and of one that was made: dbt leaves them out."""
    asked = {result.unique_id for result in results}
    made = {result.unique_id for result in results if result.kind == "model"}
    return sorted(
        node["name"]
        for name, node in nodes.items()
        if node["resource_type"] == "test" and name not in asked
        for parents in [set(node["depends_on"]["nodes"])]
        if parents & kept and parents & made
    )


def remember(build: Build, marks: Mapping[str, str]) -> None:
    """Write down beside the tables what each was made from."""
    with open_to_write(build.warehouse) as con:
        con.execute("create table if not exists run.made_from (name varchar, mark varchar)")
        for name, mark in sorted(marks.items()):
            con.execute("delete from run.made_from where name = ?", [name])
            con.execute("insert into run.made_from values (?, ?)", [name, mark])


def digest(*parts: str | bytes) -> str:
    """One short text for many, in their order."""
    whole = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        whole.update(len(content).to_bytes(8, "big"))
        whole.update(content)
    return whole.hexdigest()[:32]


def _held(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What last night's tables were made from; a warehouse of an older version does not say."""
    known = con.execute("""
        select 1 from duckdb_tables()
        where database_name = 'last_night' and schema_name = 'run' and table_name = 'made_from'
    """).fetchall()
    if not known:
        return {}
    return dict(con.execute("select name, mark from last_night.run.made_from").fetchall())


def _whole(table: str) -> str:
    """A query that differs wherever any row of a table does, whatever their order."""
    return f"""select count(*), bit_xor(hash(rows)), sum(hash(rows)::hugeint)::varchar
        from {table} as rows"""


def _stamp(path: Path) -> str:
    """A received file is written once; setting a row aside, or blanking it, leaves a new one."""
    if not path.exists():
        return "none"
    held = path.stat()
    return f"{held.st_size} {held.st_mtime_ns}"
