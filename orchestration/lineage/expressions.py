"""Follows one SQL expression to the columns it is made from, and by which steps.

The steps are the closed list of `contracts.privacy`; an expression that is not told of here
carries its columns' own values. Selects, joins and unions are followed in `selects`.
"""

from collections.abc import Callable, Iterable, Iterator

from sqlglot import exp

from orchestration.contracts.privacy import POSTCODE_SECTOR, Step

Steps = tuple[Step, ...]
# A column of a relation (as SQL names it, in full) and what was done to it on the way.
Source = tuple[str, str, Steps]
Resolve = Callable[[exp.Expr], Iterable[Source]]

COUNTS = (exp.Count, exp.CountIf, exp.ApproxDistinct)
SUMS = (exp.Sum, exp.Avg)
EXTREMES = (exp.Max, exp.Min, exp.Median, exp.Quantile, exp.PercentileCont, exp.PercentileDisc)
COMPARISONS: tuple[type[exp.Expr], ...] = (
    *(exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.NullSafeEQ, exp.NullSafeNEQ),
    *(exp.Between, exp.In, exp.Is),
)
MATCHES: tuple[type[exp.Expr], ...] = (
    *(exp.Like, exp.ILike, exp.RegexpLike, exp.RegexpFullMatch, exp.SimilarTo, exp.Glob),
    *(exp.StartsWith, exp.Contains),
)
WHOLE = {"MONTH", "QUARTER", "YEAR", "DECADE", "CENTURY"}


def sources(node: exp.Expr, resolve: Resolve) -> Iterator[Source]:
    """Every column that an expression's value is made from, with the steps it went through."""
    if isinstance(node, exp.Column | exp.Subquery | exp.Select | exp.SetOperation):
        yield from resolve(node)
    elif isinstance(node, exp.Window):
        yield from _window(node, resolve)
    elif isinstance(node, exp.Filter):
        yield from sources(node.this, resolve)
        over_rows = _step(node.this)
        how: Steps = (over_rows,) if over_rows else ()
        for condition in node.expression.iter_expressions():
            yield from _then(_condition(condition, resolve), *how)
    elif isinstance(node, exp.Grouping):
        return
    elif isinstance(node, exp.Case):
        yield from _case(node, resolve)
    else:
        step = _step(node)
        found = _under(node, resolve)
        yield from _then(found, step) if step else found


def _under(node: exp.Expr, resolve: Resolve) -> Iterator[Source]:
    """The columns below a node; of the node itself only if it is one."""
    if isinstance(node, exp.Column):
        yield from resolve(node)
        return
    for part in node.iter_expressions():
        yield from sources(part, resolve)


def _then(found: Iterable[Source], *steps: Step) -> Iterator[Source]:
    for relation, column, taken in found:
        yield relation, column, (*taken, *steps)


def _window(node: exp.Window, resolve: Resolve) -> Iterator[Source]:
    """The function's own value; what rows are laid out by tells only their order. A sum over the
    rows of a group tells no more of the group than one that is grouped by."""
    yield from sources(node.this, resolve)
    is_whole_group = isinstance(node.this, (*COUNTS, *SUMS)) and not node.args.get("order")
    groups = [] if is_whole_group else node.args.get("partition_by") or []
    laid_out = [*groups, *filter(None, [node.args.get("order")])]
    for part in laid_out:
        yield from _then(sources(part, resolve), "ordered_by")


def _case(node: exp.Case, resolve: Resolve) -> Iterator[Source]:
    """The values of its branches, and whether their conditions hold."""
    subject = node.this
    for branch in node.args["ifs"]:
        if subject is None:
            yield from _condition(branch.this, resolve)
        else:
            yield from _then(sources(subject, resolve), _comparing(branch.this))
            yield from _then(sources(branch.this, resolve), "compared")
        yield from sources(branch.args["true"], resolve)
    if node.args.get("default") is not None:
        yield from sources(node.args["default"], resolve)


def _condition(node: exp.Expr, resolve: Resolve) -> Iterator[Source]:
    """Whether it holds: a comparison inside has said already what is compared with what."""
    for relation, column, steps in sources(node, resolve):
        yield relation, column, (*steps, "compared" if steps else "matched")


def _comparing(*sides: exp.Expr) -> Step:
    texts = any(side.is_string or side.find(exp.Literal) for side in sides)
    return "matched" if texts else "compared"


def _step(node: exp.Expr) -> Step | None:
    """The step of the closed list that a node takes; None where the value is carried on."""
    if isinstance(node, COUNTS):
        return "counted"
    if isinstance(node, SUMS):
        return "added_up"
    if isinstance(node, EXTREMES):
        # The greatest three are rows, not a figure.
        return None if node.args.get("count") or node.args.get("expressions") else "extreme_of"
    if isinstance(node, MATCHES):
        return "matched"
    if isinstance(node, COMPARISONS):
        return _comparing(*node.iter_expressions())
    if isinstance(node, exp.Exists):
        return "compared"
    if isinstance(node, exp.DateTrunc | exp.TimestampTrunc | exp.DateDiff | exp.Year):
        unit = node.args.get("unit")
        is_told = isinstance(unit, exp.Var | exp.Literal) and unit.name.upper() in WHOLE
        is_whole = isinstance(node, exp.Year) or is_told
        return "in_whole_months" if is_whole else None
    if isinstance(node, exp.Sub) and all(s.find(exp.Column) for s in (node.this, node.expression)):
        return "days_between"
    if isinstance(node, exp.RegexpExtract):
        pattern = node.expression
        is_sector = pattern.is_string and pattern.name == POSTCODE_SECTOR
        return "postcode_sector" if is_sector else None
    return None
