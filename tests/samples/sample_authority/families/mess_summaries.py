"""The kinds of mess that are planted in a typed summary: slips of the council papers, one a table.
How they are planted is in education.planting."""

from ..mess_sen2 import Fits, filled, holds, leave, pad, put
from ..planting import Kind
from .sending import add, aside, both, marked


def of(table: str, **cells: str) -> Fits:
    return both(holds("table", table), *(holds(name, text) for name, text in cells.items()))


def asked(kind: str, rule: str, column: str, text: str, fits: Fits) -> Kind:
    return marked(kind, "*", column, rule, put(column, text), fits)


rating_total = of("Ratings", category="Total")
REAL = (
    marked("parts_below_total", "*", "value", "V110", add("value", 602), rating_total),
    asked("same_figure_twice", "V115", "value", "210", of("Feedback", category="East")),
    asked("more_than_there_are", "D22", "value", "99999", of("Meetings")),
    asked("partial_total_unmarked", "V117", "partial", "",
          both(of("Outreach"), holds("part or total", "grand_total"))),
    marked("two_counts_of_one_thing", "*", "value", "D25", put("definition", ""), of("Notes")),
    marked("rate_not_of_its_counts", "*", "value", "V111", put("count", "34"),
           of("Timeliness", count="43")),
    asked("totals_reckoned_differently", "D29", "reckoned by", "sum",
          both(of("Transport", measure="schools_served"), filled("reckoned by"))),
    marked("number_in_percent", "*", "unit", "D23", put("described as", "number"),
           of("Milestones", category="delayed")),
    asked("decimals_mixed", "D24", "value", "93", of("Attendance", category="mainstream")),
    asked("counts_of_two_wholes", "D26", "count", "51", of("Milestones", category="achieved")),
    asked("term_for_something_else", "D32", "said as", "Written Statements of Action",
          of("Inspection")),
    asked("placed_twice", "D32", "placed under", "P.4", of("Plan")),
    marked("rate_without_counts", "*", "value", "D28", put("out of", ""),
           of("Attendance", category="special")),
    asked("blank_without_reason", "D43", "value", "", of("Reviews")),
    asked("months_unlike_the_year", "V113", "value", "48.4", of("National")),
    asked("lower_without_exceptions", "V116", "value", "79.9", of("Timeliness", count="x")),
    aside("count_below_nought", "*", "value", "V112", put("value", "-211"), of("Visits")),
    asked("not_brought_up_to_date", "V120", "value", "SM", of("Support")),
    asked("event_long_past", "V005", "period from", "23/07/2020", of("Dates")),
    aside("rate_of_nobody", "*", "value", "D27", put("value", "0"), of("Red")),
    aside("words_for_a_value", "*", "value", "D02", put("value", "about 24"), of("Waits")),
    Kind("spaces", "*", "value", None, "none", of("Helplines"), pad("value")),
)  # fmt: skip
ANOTHER_SYSTEM = asked("another_system", "D42", "source system", "Case system B", of("Structure"))
HOSTILE = (
    aside("date_in_dots", "*", "period to", "D03", put("period to", "26.05.2020"),
          of("Letters")),
    Kind("duplicate_row", "*", "statement_id", "D04", "set_aside", of("Slide"), leave, copies=True),
)  # fmt: skip
