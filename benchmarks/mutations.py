"""Breaks one clock or filter of core or of a measure at a time and sees whether a test would tell.

Run it as `python benchmarks/mutations.py`. A change that alters a figure which the truth of the
made-up authority knows is told by tests/flow/test_truth.py; what no figure shows is put to the
model's own dbt unit tests. What neither tells is listed: it is a rule that nobody guards.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import sqlglot
from sqlglot import exp

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from orchestration.build import Build
from orchestration.dbt_runner import CompiledModel, compiled_models, parsed_manifest
from orchestration.ducks import open_identifiable
from orchestration.home import Home
from orchestration.stores import STORES, Access, Store
from sample_authority import make
from tests.flow.flows import build_month, receive_folder
from tests.flow.test_truth import LINKED

MONTH = "2025-12"
FLIPS: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.LT: exp.LTE, exp.LTE: exp.LT, exp.GT: exp.GTE, exp.GTE: exp.GT,
    exp.EQ: exp.NEQ, exp.NEQ: exp.EQ, exp.Max: exp.Min, exp.Min: exp.Max,
}  # fmt: skip


class Mutant(NamedTuple):
    """One model with one thing changed."""

    model: CompiledModel
    what: str
    sql: str


def mutants(model: CompiledModel) -> Iterator[Mutant]:
    """Every way to break one comparison, number, condition or join of a model."""
    tree = sqlglot.parse_one(model.sql, dialect="duckdb")
    for place, node in enumerate(tree.walk()):
        for what, changed in _changes(node):
            copy = tree.copy()
            list(copy.walk())[place].replace(changed)
            yield Mutant(model, what, copy.sql(dialect="duckdb"))


def _changes(node: exp.Expr) -> Iterator[tuple[str, exp.Expr]]:
    before = node.sql(dialect="duckdb")[:90]
    flipped = FLIPS.get(type(node))
    if _is_key(node):
        return
    if flipped:
        yield f"{before}  ->  {flipped.key}", flipped(**{k: v.copy() for k, v in _args(node)})
    if isinstance(node, exp.Literal) and not node.is_string and node.name.isdigit():
        more = exp.Literal.number(int(node.name) + 1)
        yield f"{node.parent.sql(dialect='duckdb')[:80]}  ->  {more.name}", more  # type: ignore[union-attr]
    if isinstance(node, exp.And | exp.Or):
        yield f"{before}  ->  first only", node.this.copy()
        yield f"{before}  ->  second only", node.expression.copy()
    if isinstance(node, exp.Not):
        yield f"{before}  ->  without not", node.this.copy()
    if isinstance(node, exp.Boolean):
        yield f"{before}  ->  the other", exp.Boolean(this=not node.this)
    if isinstance(node, exp.Where):
        yield f"{before}  ->  no filter", exp.Where(this=exp.true())


def _is_key(node: exp.Expr) -> bool:
    """Whether it only says which rows of two tables belong together."""
    where = node.find_ancestor(exp.Join, exp.Where, exp.Select)
    parts = node.find_all(exp.EQ, exp.NullSafeEQ) if isinstance(node, exp.And | exp.EQ) else []
    return isinstance(where, exp.Join) and any(parts)


def _args(node: exp.Expr) -> Iterator[tuple[str, exp.Expr]]:
    for name in ("this", "expression"):
        value = node.args.get(name)
        if isinstance(value, exp.Expr):
            yield name, value


class Bench:
    """A finished build in which a model and all that hangs on it are made anew, and undone."""

    def __init__(self, home: Home, build: Build, models: list[CompiledModel]) -> None:
        self.home, self.build = home, build
        self.models = [model for model in models if model.room in ("core", "measures")]
        self.con: duckdb.DuckDBPyConnection = open_identifiable(home, build.identifiable)
        self.con.execute(f"attach '{build.warehouse}' as warehouse")
        self.told = self.figures()

    def figures(self) -> list[Any]:
        listed = ", ".join(f"'{name}'" for name in sorted(LINKED))
        return self.con.execute(f"""
            select * from warehouse.measures.measures
            where measure_id not in ({listed}) order by all
        """).fetchall()

    def is_told(self, mutant: Mutant) -> bool:
        """Whether any figure differs, or the SQL does not run."""
        self.con.execute("begin")
        try:
            changed = {f"model.sendmart.{mutant.model.name}"}
            self._make(mutant.model, mutant.sql)
            for model in self.models:
                if changed & set(model.parents):
                    changed.add(f"model.sendmart.{model.name}")
                    self._make(model, model.sql)
            return self.figures() != self.told
        except duckdb.Error:
            return True
        finally:
            self.con.execute("rollback")

    def _make(self, model: CompiledModel, sql: str) -> None:
        kind = self.con.execute(
            "select count(*) from duckdb_views() where schema_name = ? and view_name = ?",
            [model.room, model.name],
        ).fetchall()[0][0]
        what = "view" if kind else "table"
        self.con.execute(f"create or replace {what} {model.relation} as {sql}")


def is_told_by_a_unit_test(build: Build, mutant: Mutant) -> bool:
    from orchestration import dbt_runner

    manifest = parsed_manifest()
    node = manifest.nodes[f"model.sendmart.{mutant.model.name}"]
    kept = node.raw_code
    node.raw_code = _with_refs(manifest, mutant)
    try:
        chosen = f"{mutant.model.name},resource_type:unit_test"
        arguments = ["test", "--select", chosen, "--no-write-json"]
        given: dict[Store, Access] = dict.fromkeys(STORES, "write")
        stores = dbt_runner.attached(build, given)
        results = dbt_runner._results(dbt_runner._invoke(manifest, arguments, stores))
        return any(not result.is_ok for result in results)
    finally:
        node.raw_code = kept


def _with_refs(manifest: Any, mutant: Mutant) -> str:
    """The changed SQL as dbt reads it: with names of models in place of names of tables."""
    sql = mutant.sql
    for parent in mutant.model.parents:
        held = manifest.nodes.get(parent) or manifest.sources[parent]
        name = held.identifier if parent.startswith("source.") else held.alias
        call = (
            f"{{{{ source('{held.source_name}', '{held.name}') }}}}"
            if parent.startswith("source.")
            else f"{{{{ ref('{held.name}') }}}}"
        )
        for quote in ('"', ""):
            place = ".".join(f"{quote}{part}{quote}" for part in (held.database, held.schema, name))
            sql = sql.replace(place, call)
    return sql


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=2500)
    asked.add_argument("--models", nargs="*", default=[])
    asked.add_argument("--at-most", type=int, default=100_000, help="mutants, drawn by chance")
    options = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mutations-"))
    home = Home.at(folder / "home")
    made = make(
        folder / "sample", pupils=options.pupils, months=4, until=MONTH, seed=2, mess="real"
    )
    receive_folder(home, made.out)
    build_month(home, MONTH)
    build = _copied(home)
    models = compiled_models()
    bench = Bench(home, build, models)
    wanted = [m for m in bench.models if m.name != "measures" and not m.name.startswith("figures_")]
    chosen = [m for m in wanted if not options.models or m.name in options.models]
    everything = [mutant for model in chosen for mutant in mutants(model)]
    if len(everything) > options.at_most:
        everything = random.Random(1).sample(everything, options.at_most)
    silent = [mutant for mutant in everything if not bench.is_told(mutant)]
    by_figures = len(everything) - len(silent)
    bench.con.close()
    left = [mutant for mutant in silent if not is_told_by_a_unit_test(build, mutant)]
    for mutant in left:
        print(f"nobody told: {mutant.model.name}: {mutant.what}")
    told = len(everything) - len(left)
    print(
        f"{len(everything)} changes in {len(chosen)} models: {by_figures} told by figures,"
        f" {len(silent) - len(left)} by unit tests, {len(left)} by nobody."
        f" Score {100 * told / len(everything):.1f}%"
    )


def _copied(home: Home) -> Build:
    """The stores in place, as a build that may be spoilt."""
    build = Build(home.builds / "mutations")
    build.folder.mkdir(parents=True, exist_ok=True)
    for store in STORES:
        shutil.copyfile(home.store(store), build.store(store))
    return build


if __name__ == "__main__":
    main()
