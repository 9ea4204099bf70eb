"""The right answer of the measures of the weekly return and of transport, from the rows that should
be loaded. A setting that sent nothing counts nowhere: nothing is known of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from .days import first_day, last_day, month_of, unslashed
from .figures import Figure, joined, percent
from .sound import Row, SoundRows
from .truth_groups import split
from .truth_schools import sector_of

RATINGS = {
    "green": "Green: no identified risk",
    "amber": "Amber: some risk",
    "red": "Red: statutory threshold",
    "no risk": "No risk",
    "unrated": "Form received, not yet rated",
}
WORKING_DAYS = {"red": 2, "amber": 5, "green": 10}
WORDS_FOR_MISSING = ("", "Awaiting data")


def easter(year: int) -> date:
    """Easter Sunday, by Gauss's rule for the years 1900 to 2099."""
    a, b, c = year % 19, year % 4, year % 7
    d = (19 * a + 24) % 30
    e = (2 * b + 4 * c + 6 * d + 5) % 7
    day = date(year, 3, 22) + timedelta(days=d + e)
    return day - timedelta(days=7) if (d, e) == (29, 6) or (d, e, a > 10) == (28, 6, True) else day


def bank_holidays(year: int) -> set[date]:
    sunday, may, august = easter(year), first_day(f"{year}-05"), last_day(f"{year}-08")
    days = {sunday - timedelta(days=2), sunday + timedelta(days=1)}
    days.add(may + timedelta(days=-may.weekday() % 7))
    days |= {last - timedelta(days=last.weekday()) for last in (last_day(f"{year}-05"), august)}
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() > 4 or day in days:
            day += timedelta(days=1)
        days.add(day)
    if year == 2023:
        days.add(date(2023, 5, 8))
    return days


def working_days_later(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in bank_holidays(day.year)
    return day


@dataclass(frozen=True)
class Returned:
    """One pupil's week, or one setting's: what counts above and below the line."""

    friday: date
    sector: str
    rating: str
    above: int
    below: int


def pupil_week(row: Row, above: int, below: int) -> Returned:
    rating = row["rag"].lower()
    form = rating or row["risk_assessment_received_date"] not in WORDS_FOR_MISSING
    label = RATINGS[rating or "unrated"] if form else ""
    return Returned(unslashed(row["week_ending"]), sector_of(row["urn"]), label, above, below)


def attendance(row: Row) -> Returned:
    return pupil_week(row, int(row["attended_sessions"]), int(row["expected_sessions"]))


def contact(row: Row) -> Returned:
    last, friday = row["last_family_contact_date"], unslashed(row["week_ending"])
    limit = WORKING_DAYS[row["rag"].lower()]
    in_time = bool(last) and working_days_later(unslashed(last), limit) >= friday
    return pupil_week(row, int(in_time), 1)


def groups(rows: list[Returned]) -> Iterator[tuple[str, str, list[Returned]]]:
    yield "total", "Total", rows
    for sector, part in split(rows, lambda row: row.sector):
        yield "setting_sector", sector, part
    for friday, part in split(rows, lambda row: row.friday.isoformat()):
        yield "week_ending", friday, part
        for sector, some in split(part, lambda row: row.sector):
            yield "week_ending | setting_sector", joined(friday, sector), some


def shares(measure: str, month: str, rows: Iterable[Returned]) -> Iterator[Figure]:
    for breakdown, item, part in groups(list(rows)):
        above, below = sum(row.above for row in part), sum(row.below for row in part)
        yield Figure(measure, month, breakdown, item, above, below, percent(above, below))


def counts(measure: str, month: str, rows: list[Returned], by_week: bool) -> Iterator[Figure]:
    for breakdown, item, part in groups(rows):
        if by_week or "week_ending" not in breakdown:
            yield Figure(measure, month, breakdown, item, len(part), None, Fraction(len(part)))


def ratings(month: str, forms: list[Returned]) -> Iterator[Figure]:
    whole = len(forms)
    yield Figure("M59", month, "total", "Total", whole, whole, percent(whole, whole))
    for breakdown, item, rows in groups(forms):
        names = "risk_rating" if breakdown == "total" else f"{breakdown} | risk_rating"
        for label, part in split(rows, lambda row: row.rating):
            name = label if breakdown == "total" else joined(item, label)
            value = percent(len(part), len(rows))
            yield Figure("M59", month, names, name, len(part), len(rows), value)


def weekly_month(month: str, pupils: list[Row], settings: list[Row]) -> Iterator[Figure]:
    whole = [attendance(row) for row in pupils]
    red = [row for row in whole if row.rating == RATINGS["red"]]
    last = max((row.friday for row in whole), default=None)
    yield from shares("M53", month, whole)
    yield from counts("M54", month, [row for row in red if row.friday == last], False)
    yield from counts("M54w", month, red, True)
    yield from shares("M55", month, red)
    asked = [row for row in pupils if row["rag"].lower() in WORKING_DAYS]
    yield from shares("M56", month, map(contact, asked))
    yield from shares(
        "M57", month, (pupil_week(row, int(bool(attendance(row).rating)), 1) for row in pupils)
    )
    engaged = [
        Returned(unslashed(row["week_ending"]), sector_of(row["urn"]), "", int(row["engaged"]), 1)
        for row in settings
        if int(row["ehcp_pupils"]) > 0
    ]
    yield from shares("M58", month, engaged)
    yield from ratings(month, [row for row in whole if row.rating])


def weekly_truth(sound: SoundRows) -> list[Figure]:
    figures: list[Figure] = []
    for month in sound.months("ehcp_weekly_return"):
        pupils = list(sound.rows("ehcp_weekly_return", month, "pupils"))
        settings = list(sound.rows("ehcp_weekly_return", month, "settings"))
        figures += weekly_month(month, pupils, settings)
    return figures


def friday_of(row: Row) -> date:
    day = unslashed(row["date"])
    return day + timedelta(days=4 - day.weekday())


def weekly_means(
    measure: str, month: str, seen: set[tuple[date, str]], weeks: set[date]
) -> Iterator[Figure]:
    here = sorted(week for week in weeks if month_of(week) == month)
    total = sum(month_of(week) == month for week, _ in seen)
    mean = Fraction(total, len(here)) if here else None
    yield Figure(measure, month, "total", "Total", total, len(here), mean)
    for week in here:
        count = sum(one == week for one, _ in seen)
        yield Figure(measure, month, "week_ending", week.isoformat(), count, 1, Fraction(count))


def transport_truth(sound: SoundRows) -> list[Figure]:
    pupils: set[tuple[date, str]] = set()
    schools: set[tuple[date, str]] = set()
    runs: dict[str, dict[tuple[str, str], list[int]]] = {}
    months = sound.months("school_transport")
    for month in months:
        for row in sound.rows("school_transport", month, "passengers"):
            if row["travelled"] == "1":
                pupils.add((friday_of(row), row["upn"]))
        for row in sound.rows("school_transport", month, "routes"):
            ran = [int(row["am_run"]), int(row["pm_run"])]
            held = runs.setdefault(month, {}).setdefault((row["date"], row["route_id"]), [0, 0])
            held[:] = map(max, zip(held, ran, strict=True))
            if any(ran):
                schools.add((friday_of(row), row["urn"]))
    weeks = {week for week, _ in schools}
    figures: list[Figure] = []
    for month in months:
        figures += weekly_means("M63", month, pupils, weeks)
        figures += weekly_means("M63b", month, schools, weeks)
        journeys = sum(map(sum, runs.get(month, {}).values()))
        figures.append(Figure("M64", month, "total", "Total", journeys, None, Fraction(journeys)))
    return figures
