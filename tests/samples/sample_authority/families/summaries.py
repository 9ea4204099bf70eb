"""The monthly summary of figures that officers type for committees.
Its figures are made up and agree with one another; what the pipeline reckons is not asked."""

from random import Random

from ..days import first_day, last_day, shift, slashed
from ..identifiers import stream
from ..ledger import Ledger
from ..options import Options
from ..tables import Table
from .mess_summaries import ANOTHER_SYSTEM, HOSTILE, REAL
from .sending import send

HEADER = (
    "statement_id", "agency", "summary_date", "table", "measure", "said as", "definition",
    "category", "part or total", "placed under", "period from", "period to", "to come",
    "described as", "unit", "value", "count", "count is least", "out of", "counted among",
    "reckoned by", "partial", "source system",
)  # fmt: skip
PLACES = {name: place for place, name in enumerate(HEADER)}
RATINGS = ("green", "amber", "red", "no risk", "unrated")


class Summary:
    """One summary that is being typed."""

    def __init__(self, options: Options, month: str) -> None:
        self.month, self.table = month, Table("", HEADER)
        self.chance = stream(options.seed, "summary", month)

    def say(self, table: str, measure: str, value: str, **cells: str) -> str:
        row = [""] * len(HEADER)
        told = {
            "statement_id": f"{self.month}-{len(self.table.rows) + 1:02d}",
            "agency": "education",
            "summary_date": slashed(last_day(self.month)),
            "table": table,
            "measure": measure,
            "part_or_total": "single",
            "period_from": slashed(first_day(self.month)),
            "period_to": slashed(last_day(self.month)),
            "described_as": "number",
            "unit": "count",
            "value": value,
            **cells,
        }
        for name, text in told.items():
            row[PLACES[name if name in PLACES else name.replace("_", " ")]] = text
        self.table.add(row[0], row)
        return row[0]


def distinct(chance: Random, count: int, least: int, most: int) -> list[int]:
    return chance.sample(range(least, most), count)


def say_contacts(summary: Summary) -> None:
    """Two lines by three months, with totals; in a second table one line is never collected."""
    months = [shift(summary.month, back) for back in (-2, -1, 0)]
    for table, measure, lines in (
        ("Helplines", "helpline_contacts", ("Parent Link", "Psychology")),
        ("Outreach", "outreach_contacts", ("Networks", "Sensory")),
    ):
        is_partial = table == "Outreach"
        columns = []
        for month in months:
            period = {
                "period_from": slashed(first_day(month)),
                "period_to": slashed(last_day(month)),
            }
            figures = distinct(summary.chance, len(lines), 100, 400)
            for place, (line, value) in enumerate(zip(lines, figures, strict=True)):
                text = "DNC" if is_partial and place else str(value)
                summary.say(table, measure, text, category=line, part_or_total="part", **period)
            total = figures[0] if is_partial else sum(figures)
            cells = {"partial": "1" if is_partial else "0", **period}
            summary.say(table, measure, str(total), category="Total",
                        part_or_total="total_of_categories", **cells)  # fmt: skip
            columns.append(total)
        so_far = {
            "period_from": slashed(first_day(months[0])),
            "partial": "1" if is_partial else "0",
        }
        summary.say(table, measure, str(sum(columns)), category="Total",
                    part_or_total="grand_total", **so_far)  # fmt: skip
    summary.say("Notes", "helpline_contacts", "60", definition="requests for a call back")


def say_ratings(summary: Summary) -> None:
    figures = distinct(summary.chance, len(RATINGS), 100, 900)
    everybody = summary.say("Risk", "red_rated_pupils", str(sum(figures)), definition="on roll")
    for rating, value in zip(RATINGS, figures, strict=True):
        summary.say("Ratings", "risk_ratings", str(value), category=rating, part_or_total="part")
    summary.say("Ratings", "risk_ratings", str(sum(figures)), category="Total",
                part_or_total="total_of_categories")  # fmt: skip
    summary.say("Meetings", "weekly_meetings", str(figures[0]), counted_among=everybody)
    for place, area in enumerate(("North", "East")):
        summary.say(
            "Feedback", "feedback", str(210 + 7 * place), category=area, part_or_total="part"
        )


def say_rates(summary: Summary) -> None:
    rate = {"described_as": "rate", "unit": "%"}
    year = {"period_from": f"01/01/{summary.month[:4]}", "period_to": f"31/12/{summary.month[:4]}"}
    unknown = {"count": "x", "out_of": "x"}
    counted = {"count": "43", "out_of": "50"}
    less = "plans_within_20_weeks_less_exceptions"
    summary.say("Timeliness", "plans_within_20_weeks", "86.0", **counted, **rate)
    summary.say("Timeliness", less, "88.0", **unknown, **rate)
    summary.say("National", "plans_within_20_weeks", "84.0", **unknown, **rate, **year)
    for sector, value in (("special", "92.5"), ("mainstream", "93.1"), ("independent", "90.4")):
        summary.say("Attendance", "attendance", value, category=sector, **unknown, **rate)
    nobody = {"count": "0", "out_of": "0"}
    summary.say("Red", "red_rated_attendance", "z", category="early years", **nobody, **rate)
    for category, value, count in (("delayed", "12", "6"), ("achieved", "75", "38")):
        cells = {"count": count, "count_is_least": "1" if category == "achieved" else "0"}
        summary.say(
            "Milestones", "milestones", value, category=category, out_of="x", **cells, **rate
        )


def say_transport(summary: Summary) -> None:
    for measure in ("pupils_transported", "schools_served"):
        value = str(summary.chance.randrange(60, 90))
        cells = {"category": "All", "unit": "per_week"}
        summary.say("Transport", measure, value, part_or_total="part", **cells)
        summary.say("Transport", measure, value, part_or_total="total_of_periods",
                    reckoned_by="mean", **cells)  # fmt: skip


def say_the_rest(summary: Summary) -> None:
    structure = {"described_as": "structure"}
    summary.say("Structure", "localities", "4", source_system="Case system A", **structure)
    summary.say("Inspection", "weaknesses", "12", said_as="significant weaknesses")
    for place in ("Slide", "Plan"):
        mapping = {"described_as": "mapping", "unit": "none", "placed_under": "workstream 2"}
        summary.say(place, "concerns", "", category="concern 9", **mapping)
    coming = slashed(last_day(shift(summary.month, 1)))
    event = {"described_as": "event", "unit": "none", "to_come": "1"}
    summary.say("Dates", "events", "", period_from=coming, period_to=coming, **event)
    summary.say("Reviews", "reviews_outstanding", str(summary.chance.randrange(40, 90)))
    summary.say("Support", "referrals_to_support", str(summary.chance.randrange(40, 90)))
    for place in ("Visits", "Letters"):
        summary.say(place, "feedback", str(summary.chance.randrange(40, 90)), category=place)
    summary.say("Waits", "mean_wait", "24.1", category="SLT", described_as="mean", unit="weeks")


def summary_of(options: Options, month: str) -> Table:
    summary = Summary(options, month)
    say_contacts(summary)
    say_ratings(summary)
    say_rates(summary)
    say_transport(summary)
    say_the_rest(summary)
    return summary.table


def write_month(options: Options, ledger: Ledger, month: str) -> None:
    """That another system is named can be seen only against the month before."""
    is_last = month == options.until and len(options.months) > 1
    kinds = (*REAL, ANOTHER_SYSTEM) if is_last else REAL
    tables = [summary_of(options, month)]
    send(options, ledger, "council_summaries", month, tables, (kinds, HOSTILE))
