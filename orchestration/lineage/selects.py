"""Follows a whole query: for each of its columns, which columns of which tables it is made from.

Columns that a filter or a join sets equal are each other's value and are followed as such; other
conditions only choose rows. What cannot be followed is refused rather than passed over.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope

from orchestration.lineage.expressions import Source, sources
from orchestration.lineage.meetings import meetings
from orchestration.refusals import Refusal

DIALECT = "duckdb"
REMEDY = "Write it plainly: name its tables in full and its columns one by one."

Outputs = dict[str, frozenset[Source]]
# database.schema.table -> its columns in order
Relations = Mapping[str, list[str]]


def outputs(where: str, sql: str, relations: Relations) -> Outputs:
    """The columns of a query in their order, each with what it is made from."""
    try:
        parsed = sqlglot.parse_one(sql, dialect=DIALECT)
        query = qualify(
            parsed,
            schema=_schema(parsed, relations),
            dialect=DIALECT,
            quote_identifiers=False,
            identify=False,
        )
        scope = build_scope(query)
    except SqlglotError as error:
        what = f"cannot be followed to where its columns come from ({type(error).__name__})."
        raise Refusal(where, what, REMEDY) from None
    if scope is None:
        raise Refusal(where, "is not a query.", REMEDY)
    return Query(where, scope, relations).columns(scope)


def _schema(query: exp.Expr, relations: Relations) -> dict[str, object]:
    """The tables that a query reads, as sqlglot asks for them."""
    tree: dict[str, Any] = {}
    for table in query.find_all(exp.Table):
        columns = relations.get(name_of(table))
        if columns is not None:
            held = tree.setdefault(table.catalog, {}).setdefault(table.db, {})
            # Types change nothing of what is followed here.
            held[table.name] = dict.fromkeys(columns, "varchar")
    return tree


def name_of(table: exp.Table) -> str:
    """A table by its full name: store, schema and name."""
    return ".".join(part.name for part in table.parts)


class Query:
    """One query, followed scope by scope; each scope once."""

    def __init__(self, where: str, root: Scope, relations: Relations) -> None:
        self.where = where
        self.relations = relations
        self.scopes = {id(scope.expression): scope for scope in root.traverse()}
        self.known: dict[int, Outputs] = {}
        self.open: set[int] = set()
        self._refuse_strangers()
        self.met = meetings(root.expression)

    def columns(self, scope: Scope) -> Outputs:
        """The columns that a scope gives to the one around it."""
        if id(scope) not in self.known:
            if id(scope) in self.open:
                raise self._lost("a query that reads itself")
            self.open.add(id(scope))
            self.known[id(scope)] = self._columns(scope)
        return self.known[id(scope)]

    def _columns(self, scope: Scope) -> Outputs:
        if scope.set_operation_scopes:
            left, right = (self.columns(part) for part in scope.set_operation_scopes)
            if scope.expression.args.get("by_name"):
                names = [*left, *(name for name in right if name not in left)]
                none: frozenset[Source] = frozenset()
                return {n: left.get(n, none) | right.get(n, none) for n in names}
            if len(left) != len(right):
                raise self._lost("a union whose parts differ in their columns")
            pairs = zip(left, left.values(), right.values(), strict=True)
            return {name: mine | theirs for name, mine, theirs in pairs}
        if not isinstance(scope.expression, exp.Select):
            return {}
        made: dict[str, frozenset[Source]] = {}
        for projection in scope.expression.selects:
            name = projection.alias_or_name
            if name in made or projection.find(exp.Star) is projection:
                raise self._lost(f"column '{name}' twice, or in a star")
            made[name] = frozenset(self._made_from(projection))
        return made

    def _made_from(self, node: exp.Expr) -> Iterator[Source]:
        return sources(node, self._resolve)

    def _resolve(self, node: exp.Expr) -> Iterator[Source]:
        if isinstance(node, exp.Column):
            yield from self._column(node)
            for other in self.met.of(node):
                yield from self._column(other)
            for query in self.met.chosen_from(node):
                yield from self._inner(query)
        else:
            yield from self._inner(node)

    def _inner(self, node: exp.Expr) -> Iterator[Source]:
        inner = self.scopes.get(id(node)) or self.scopes.get(id(node.unnest()))
        if inner is None:
            raise self._lost("a query within a query")
        for made_from in self.columns(inner).values():
            yield from made_from

    def _column(self, column: exp.Column) -> Iterator[Source]:
        if isinstance(column.this, exp.Star):
            raise self._lost("a star")
        scope = self._scope_of(column)
        while scope is not None and column.table not in scope.sources:
            scope = scope.parent
        if scope is None:
            raise self._lost(f"column '{column.name}'")
        source = scope.sources[column.table]
        if isinstance(source, exp.Table):
            relation = name_of(source)
            if column.name not in self.relations.get(relation, []):
                raise self._lost(f"'{column.name}' of {relation}")
            yield relation, column.name, ()
        elif isinstance(source.expression, exp.UDTF):
            yield from self._made_from(source.expression)
        else:
            made_from = self.columns(source).get(column.name)
            if made_from is None:
                raise self._lost(f"column '{column.name}'")
            yield from made_from

    def _scope_of(self, column: exp.Column) -> Scope | None:
        """The scope of the nearest query around it that is one."""
        around: exp.Expr | None = column
        while around is not None and id(around) not in self.scopes:
            around = around.parent
        return self.scopes.get(id(around))

    def _refuse_strangers(self) -> None:
        """Nothing may be read but tables that are known, and nothing named but by its name."""
        for scope in self.scopes.values():
            for source in scope.sources.values():
                if isinstance(source, exp.Table):
                    relation = name_of(source)
                    if relation not in self.relations:
                        raise self._lost(f"table '{relation or source.name}'")
            for part in scope.expression.find_all(exp.TableColumn, exp.Columns, exp.Pivot):
                raise self._lost(f"'{part.sql(DIALECT)[:40]}'")

    def _lost(self, what: str) -> Refusal:
        return Refusal(self.where, f"holds {what}, which cannot be followed.", REMEDY)
