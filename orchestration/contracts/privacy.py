"""Which privacy class may enter which store, and in what form: the one list of it.

How a form is recognised in SQL is in `orchestration.lineage.expressions`; here is only what each
does to a value, and what a store may hold.
"""

from dataclasses import dataclass, replace
from typing import Literal

from orchestration.contracts.columns import Word
from orchestration.stores import Store

# How a value is carried from one column to the next: this list is closed. Whatever SQL does that
# is not in it carries the value itself.
Step = Literal[
    "counted",  # count(...)
    "added_up",  # sum, mean
    "extreme_of",  # least, greatest, median or percentile over rows
    "in_whole_months",  # date_trunc or date_diff in months, quarters or years
    "days_between",  # one date less another
    "compared",  # is null, =, <, between, in, exists: whether it is so
    "matched",  # compared with a text that the SQL holds
    "ordered_by",  # its place in an order
    "postcode_sector",  # the macro of that name
]
# What is left of a value after its steps.
Form = Literal["value", "told", "month", "sector", "days", "flag", "aggregate", "count"]

# The part of a postcode before its last two letters, as the macro `postcode_sector` takes it.
POSTCODE_SECTOR = "^[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9]"
DAYS = ("date", "moment", "month")
NUMBERS = ("integer", "count", "decimal")


@dataclass(frozen=True, order=True)
class Trace:
    """What a column holds of a sender's column or of one of ours: the word, and its form.

    word    the dictionary's word, or our own name for what the linked room makes
    origin  where it came in: the table and column of staging or linked
    """

    word: str
    privacy: str
    kind: str
    origin: str
    form: Form = "value"
    is_free_text: bool = False
    is_ours: bool = False
    is_postcode: bool = False
    is_pointer: bool = False

    def after(self, steps: tuple[Step, ...]) -> "Trace":
        """What is left of it after the steps of an expression, the innermost first."""
        trace = self
        for step in steps:
            trace = replace(trace, form=_after(trace, step))
        return trace


def trace_of(name: str, word: Word, origin: str) -> Trace:
    """A word as staging holds it."""
    unbound = word.type == "text" and not (word.pattern or word.check or word.codes)
    return Trace(
        word=name,
        privacy=word.privacy,
        kind=word.type,
        origin=origin,
        is_free_text=unbound and word.privacy not in ("open", "pseudonym"),
        is_postcode=word.evidence == "postcode",
    )


def _after(trace: Trace, step: Step) -> Form:
    """Total over forms and steps: what a step does not generalise stays as it is."""
    if trace.form == "told":
        return "told"
    match step:
        case "counted":
            return "count"
        case "compared" | "matched" | "ordered_by":
            return _whether(trace, step)
        case "added_up" | "extreme_of":
            return _over_rows(trace, step)
        case _:
            return _coarser(trace, step)


def _whether(trace: Trace, step: Step) -> Form:
    if trace.form in ("aggregate", "count"):
        return trace.form
    # One letter after another, a text that the SQL compares with would tell a name.
    is_name = trace.privacy == "direct_identifier" and trace.kind == "text"
    return "told" if step == "matched" and is_name else "flag"


def _over_rows(trace: Trace, step: Step) -> Form:
    if trace.form == "flag":
        return "count" if step == "added_up" else "aggregate"
    is_number = trace.form == "value" and trace.kind in NUMBERS
    is_nobodys = trace.privacy not in ("direct_identifier", "pseudonym")
    return "aggregate" if is_nobodys and (is_number or trace.form == "days") else trace.form


def _coarser(trace: Trace, step: Step) -> Form:
    if trace.form != "value":
        return trace.form
    is_day = trace.kind in DAYS
    match step:
        case "in_whole_months" if is_day:
            return "month"
        case "days_between" if is_day and trace.privacy != "direct_identifier":
            return "days"
        case "postcode_sector" if trace.is_postcode:
            return "sector"
    return "value"


def why_not(trace: Trace, store: Store, is_breakdown: bool) -> str | None:
    """Why a store may not hold it in this form, as the end of a sentence; None where it may."""
    if store == "identifiable" or trace.privacy == "open":
        return None
    if trace.form in ("count", "aggregate"):
        return None
    if store == "published":
        if is_breakdown and (trace.form == "flag" or (trace.kind, trace.form) == ("code", "value")):
            return None
        return (
            "publication shows counts, and codes and groups of breakdowns that the dataset declares"
        )
    if trace.form not in ("value", "told"):
        return None
    if trace.privacy == "direct_identifier":
        return "a direct identifier stays in the identifiable store"
    if trace.privacy == "pseudonym" and not trace.is_ours:
        return "a sender's own pseudonym or number enters the warehouse only when keyed anew"
    if trace.is_free_text:
        return "free text stays in the identifiable store"
    return None


WHAT_TO_DO = (
    "Leave it out, or carry it in one of these forms: a count, sum or mean; whether it is so"
    " (is null, =, <, in); date_trunc('month', ...); {{ postcode_sector(...) }}; our person_id in"
    " place of a sender's number; text with a code list or a pattern in the dictionary; or declare"
    " the code as a Filter of the dataset."
)
