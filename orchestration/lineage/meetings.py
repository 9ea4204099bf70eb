"""Which columns of a query the conditions of its joins and filters make equal to one another.

To give out the one is to give out the other: a list of names joined to a person's name is that
name. Only what is compared is told of here; what is then made of it is in `selects`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlglot import exp

from orchestration.lineage.expressions import MATCHES

Place = tuple[int, str, str]


@dataclass
class Meetings:
    """Groups of columns that are equal, and queries that a column is chosen from."""

    groups: dict[Place, list[exp.Column]] = field(default_factory=dict)
    queries: dict[Place, list[exp.Expr]] = field(default_factory=dict)

    def of(self, column: exp.Column) -> list[exp.Column]:
        place = place_of(column)
        return [other for other in self.groups.get(place, []) if place_of(other) != place]

    def chosen_from(self, column: exp.Column) -> list[exp.Expr]:
        return self.queries.get(place_of(column), [])


def meetings(query: exp.Expr) -> Meetings:
    """Every meeting in the query, whichever select within it states it."""
    met = Meetings()
    for condition in query.find_all(exp.EQ, exp.NullSafeEQ, exp.In, *MATCHES):
        if not _chooses_rows(condition):
            continue
        if isinstance(condition, exp.In) and condition.args.get("query"):
            for column in _columns(condition.this):
                met.queries.setdefault(place_of(column), []).append(condition.args["query"])
            continue
        joined: list[exp.Column] = list(_columns(condition))
        for column in list(joined):
            joined += met.groups.get(place_of(column), [])
        for column in joined:
            met.groups[place_of(column)] = joined
    return met


def _chooses_rows(condition: exp.Expr) -> bool:
    """Whether it stands in a join or a filter, and not in what is selected."""
    around = condition.find_ancestor(exp.Where, exp.Join, exp.Having, exp.Qualify, exp.Select)
    return not isinstance(around, exp.Select)


def _columns(node: exp.Expr) -> Iterator[exp.Column]:
    return node.find_all(exp.Column)


def place_of(column: exp.Column) -> Place:
    """A column by the select that brings its table in, or that it stands in."""
    select = column.parent_select
    while select is not None and column.table not in _tables(select):
        outer = select.parent_select
        if outer is None:
            break
        select = outer
    return (id(select), column.table, column.name)


def _tables(select: exp.Expr) -> set[str]:
    parts = [select.args.get("from_") or select.args.get("from")]
    parts += select.args.get("joins") or []
    return {part.alias_or_name for part in parts if part is not None}
