"""SQL conditions of the contracts as trees of plain lists, for a program that has no SQL engine.

The SQL stays the one home of every rule; a tree says the same thing and nothing is judged here.
A form that is not in this list is not guessed at: `CannotBeATree` is raised.
"""

import re
from collections.abc import Callable
from typing import Any

import sqlglot
from sqlglot import exp

Tree = list[Any]
Constants = Callable[[str], list[str]]
SPACES = {r"\t": "\t", r"\r": "\r", r"\n": "\n"}

TWO_SIDED: dict[type[exp.Expression], str] = {
    exp.And: "and",
    exp.Or: "or",
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.Mul: "*",
    exp.Div: "/",
    exp.IntDiv: "//",
    exp.Mod: "%",
    exp.Pow: "power",
    exp.DPipe: "||",
    exp.Nullif: "nullif",
    exp.RegexpFullMatch: "matches",
    exp.Trim: "trim",
}
ONE_SIDED: dict[type[exp.Expression], str] = {
    exp.Not: "not",
    exp.Neg: "negative",
    exp.Lower: "lower",
    exp.Upper: "upper",
    exp.Abs: "abs",
    exp.Length: "length",
    exp.LastDay: "last_day",
}
KEYED: dict[type[exp.Expression], tuple[str, tuple[str, ...]]] = {
    exp.Substring: ("substr", ("this", "start", "length")),
    exp.SplitPart: ("split_part", ("this", "delimiter", "part_index")),
    exp.StrPosition: ("strpos", ("this", "substr")),
    exp.Repeat: ("repeat", ("this", "times")),
    exp.Replace: ("replace", ("this", "expression", "replacement")),
    exp.Between: ("between", ("this", "low", "high")),
}
CASTS = {
    "DATE": "date",
    "TIMESTAMPNTZ": "timestamp",
    "TIMESTAMP": "timestamp",
    "INT": "integer",
    "BIGINT": "bigint",
    "INT128": "hugeint",
    "DECIMAL": "decimal",
    "TEXT": "text",
    "VARCHAR": "text",
    "BOOLEAN": "boolean",
}


class CannotBeATree(Exception):  # noqa: N818 - an answer: this rule is asked by the engine alone
    """A form of SQL that only the engine can answer."""


def tree_of(sql: str, constants: Constants) -> Tree:
    """The tree of a condition or a value. `constants` answers a query that looks at no row."""
    return _Grower(constants).grow(sqlglot.parse_one(sql, read="duckdb"))


class _Grower:
    def __init__(self, constants: Constants) -> None:
        self._constants = constants

    def grow(self, node: Any) -> Tree:
        kind = type(node)
        if kind is exp.Paren:
            return self.grow(node.this)
        if kind in TWO_SIDED:
            return [TWO_SIDED[kind], self.grow(node.this), self.grow(node.expression)]
        if kind in ONE_SIDED:
            return [ONE_SIDED[kind], self.grow(node.this)]
        if kind in KEYED:
            name, parts = KEYED[kind]
            return [name, *(self.grow(node.args[part]) for part in parts)]
        grower = getattr(self, f"_of_{kind.__name__.lower()}", None)
        if grower is None:
            raise CannotBeATree(kind.__name__)
        grown: Tree = grower(node)
        return grown

    def _of_column(self, node: exp.Column) -> Tree:
        if node.table:
            raise CannotBeATree("a column of another table")
        return ["@", node.name]

    def _of_literal(self, node: exp.Literal) -> Tree:
        if node.is_string:
            return ["'", node.this]
        return ["'", float(node.this) if "." in node.this else int(node.this)]

    def _of_bytestring(self, node: exp.ByteString) -> Tree:
        return ["'", re.sub(r"\\[trn]", lambda found: SPACES[found[0]], str(node.this))]

    def _of_chr(self, node: exp.Chr) -> Tree:
        return ["'", chr(int(node.expressions[0].this))]

    def _of_boolean(self, node: exp.Boolean) -> Tree:
        return ["'", bool(node.this)]

    def _of_null(self, node: exp.Null) -> Tree:
        return ["'", None]

    def _of_is(self, node: exp.Is) -> Tree:
        if not isinstance(node.expression, exp.Null):
            raise CannotBeATree("is, but not of null")
        return ["is null", self.grow(node.this)]

    def _of_coalesce(self, node: exp.Coalesce) -> Tree:
        return ["coalesce", *map(self.grow, [node.this, *node.expressions])]

    def _of_least(self, node: exp.Least) -> Tree:
        return ["least", *map(self.grow, [node.this, *node.expressions])]

    def _of_case(self, node: exp.Case) -> Tree:
        subject = None if node.this is None else self.grow(node.this)
        parts: Tree = []
        for part in node.args["ifs"]:
            when = self.grow(part.this)
            parts.append(when if subject is None else ["=", subject, when])
            parts.append(self.grow(part.args["true"]))
        default = node.args.get("default")
        return ["case", *parts, ["'", None] if default is None else self.grow(default)]

    def _of_arraycontains(self, node: exp.ArrayContains) -> Tree:
        return self._among(node.expression, node.this.expressions)

    def _of_in(self, node: exp.In) -> Tree:
        query = node.args.get("query")
        if query is None:
            return self._among(node.this, node.expressions)
        held = self._constants(query.this.sql(dialect="duckdb"))
        dated = isinstance(query.this.expressions[0], exp.Cast)
        return ["among days" if dated else "among", self.grow(node.this), held]

    def _among(self, looked_for: exp.Expression, listed: list[exp.Expression]) -> Tree:
        found = self.grow(looked_for)
        if all(isinstance(item, exp.Literal) and item.is_string for item in listed):
            return ["among", found, [item.this for item in listed]]
        tree: Tree = ["'", False]
        for item in listed:
            one = ["=", found, self.grow(item)]
            tree = one if tree == ["'", False] else ["or", tree, one]
        return tree

    def _of_cast(self, node: exp.Cast) -> Tree:
        kind = CASTS.get(node.to.this.name)
        if kind is None:
            raise CannotBeATree(f"cast to {node.to.this.name}")
        if isinstance(node.this, exp.Literal) and kind in ("date", "timestamp"):
            return ["moment", node.this.this]
        return ["cast", self.grow(node.this), kind]

    def _of_trycast(self, node: exp.TryCast) -> Tree:
        kind = CASTS.get(node.to.this.name)
        if kind not in ("integer", "bigint", "decimal"):
            raise CannotBeATree(f"try_cast to {node.to.this.name}")
        return ["try_cast", self.grow(node.this), kind]

    def _of_anonymous(self, node: exp.Anonymous) -> Tree:
        if node.name != "try_strptime":
            raise CannotBeATree(node.name)
        return ["try_strptime", *map(self.grow, node.expressions)]

    def _of_regexpreplace(self, node: exp.RegexpReplace) -> Tree:
        if str(node.args["modifiers"].this) != "g":
            raise CannotBeATree("regexp_replace of the first match")
        parts = (node.this, node.expression, node.args["replacement"])
        return ["regexp_replace", *map(self.grow, parts)]

    def _of_extract(self, node: exp.Extract) -> Tree:
        return ["extract", str(node.this.this).lower(), self.grow(node.expression)]

    def _of_add(self, node: exp.Add) -> Tree:
        return self._sum("+", node)

    def _of_sub(self, node: exp.Sub) -> Tree:
        return self._sum("-", node)

    def _sum(self, sign: str, node: exp.Binary) -> Tree:
        left, right = node.this, node.expression
        if isinstance(right, exp.Interval):
            count = int(right.this.this) * (1 if sign == "+" else -1)
            return ["later", self.grow(left), count, str(right.args["unit"].this).lower()]
        return [sign, self.grow(left), self.grow(right)]

    def _of_datediff(self, node: exp.DateDiff) -> Tree:
        if str(node.args["unit"].this).lower() != "day":
            raise CannotBeATree("a difference that is not in days")
        return ["days between", self.grow(node.expression), self.grow(node.this)]
