"""Every figure of the five council papers is reproduced from records, or it is said why it is not.

docs/reference/council-papers.csv says of each figure which of ours it is; the records behind them
go through the door and the warehouse. A typed statement of a figure is never taken for a record.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from orchestration.home import PROJECT, Home
from tests.flow import test_council_tables as summer
from tests.flow import test_worcestershire as county
from tests.flow.flows import build_month, query, receive_folder
from tests.flow.handing_over import figure
from tests.flow.papers_of_2020 import (
    Case,
    Sector,
    milestones,
    write_cases,
    write_ratings,
    write_returns,
    write_sectors,
    write_waits,
)

GOLDEN = PROJECT.parent / "shared" / "golden.csv"
PAPERS = PROJECT / "docs" / "reference" / "council-papers.csv"
CORE = {
    "core contacts helpline parent_link": """select contact_count from
        core.fct_family_contact_totals where contact_team_kind = 'helpline'
        and contact_team_code = 'parent_link' and month_starting_on is null""",
    "core contacts helpline eps": """select contact_count from
        core.fct_family_contact_totals where contact_team_kind = 'helpline'
        and contact_team_code = 'eps' and month_starting_on is null""",
    "core contacts helpline all": """select contact_count from
        core.fct_family_contact_totals where contact_team_kind = 'helpline'
        and contact_team_code = 'all' and month_starting_on is null""",
    "core transport pupil_mean_of_months": """select pupil_mean_of_months
        from core.fct_transport_totals""",
    "core transport school_mean_of_months": """select school_mean_of_months
        from core.fct_transport_totals""",
    "core transport journey_count": "select journey_count from core.fct_transport_totals",
    "core settings mainstream": """select count(*) from core.fct_weekly_settings
        where setting_sector = 'Mainstream school' and silent_because is null
        and week_ending_on = date '2020-07-17'""",
    "core settings mainstream_without_plans": """select count(*) from core.fct_weekly_settings
        where setting_sector = 'Mainstream school' and plan_pupil_count = 0
        and week_ending_on = date '2020-07-17'""",
    "core settings silent": """select count(*) from core.fct_weekly_settings
        where silent_because is not null and week_ending_on = date '2020-06-12'""",
}
Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def golden() -> dict[str, Row]:
    if not GOLDEN.is_file():
        pytest.skip("the golden figures are not here: ../shared/golden.csv is absent")
    return {row["golden_id"]: row for row in rows_of(GOLDEN)}


def built(folder: Path, month: str) -> Home:
    home = Home.at(folder / "home")
    for receipt in receive_folder(home, folder / "in"):
        entry = receipt.submission
        assert entry.status == "accepted", (entry.source, entry.reason)
        assert sum(count.set_aside for count in entry.tables.values()) == 0, entry.rules
    build_month(home, month)
    return home


@pytest.fixture(scope="module")
def birmingham(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("birmingham")
    for month in summer.MONTHS:
        summer.write_contacts(folder, month)
    for month in summer.TRANSPORT:
        summer.write_transport(folder, month)
    for friday, attended in (
        (date(2020, 6, 5), ((2000, 1800, 1739), (500, 460, 278), (300, 390, 135), (100, 310, 0))),
        (date(2020, 7, 17), ((2000, 4400, 2285), (500, 1045, 384), (300, 510, 158), (100, 460, 0))),
    ):
        special, mainstream, independent, early = attended
        sectors = [
            Sector("special", special[0], 341, *special[1:], engaged=27),
            Sector("mainstream", mainstream[0], 96, *mainstream[1:], 372, 7, 32),
            Sector("independent", independent[0], 75, *independent[1:], engaged=20),
            Sector("early years", early[0], 0, *early[1:], engaged=30),
        ]
        write_sectors(folder / "in" / "weekly" / str(friday), friday, sectors)
    cases = list(timely(date(2020, 7, 15), 91)) + list(timely(date(2020, 8, 14), 92))
    cases += [Case(date(2019, 12, 2), date(2020, 12, 1))] * 500
    cases += [Case(date(2020, 11, 30), date(2021, 6, 1))] * 97
    write_cases(folder / "in" / "sen2", "330", date(2021, 8, 31), cases)
    first, second = [30, 60, 91, 120, 150, 180, 210, 240, 266, 340], [14, 35, 49, 70, 98]
    write_waits(folder / "in" / "waits" / "a", date(2021, 3, 31), first, 128 * 7 + 3)
    write_waits(folder / "in" / "waits" / "b", date(2021, 8, 31), second, 95 * 7)
    survey = ["survey", "audience", "question", "is_anonymous", "sent", "returned", "answered"]
    answers = [["Families", "parent", "frequent_contact", "1", "", "491", "491", "295"]]
    told = {"surveys": ([*survey, "satisfied"], answers)}
    write_returns(folder / "in" / "returns", "2020-08", told)
    return built(folder, "2021-08")


def timely(issued: date, within: int) -> Iterator[Case]:
    """A hundred plans issued on a day, so many of them within 20 weeks."""
    for place in range(100):
        yield Case(issued - timedelta(days=140 + (place >= within)), issued)


@pytest.fixture(scope="module")
def bristol(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("bristol")
    july = ["achieved"] * 75 + ["part"] * 13 + ["delayed"] * 12
    november = ["achieved"] * 50 + ["on_track"] * 9 + ["part"] * 4 + ["delayed"] * 3
    visits = ["month", "sessions", "page_views"]
    for month, sessions, due in (
        ("2020-07", 0, (date(2020, 7, 31), july)),
        ("2020-08", 1000, None),
        ("2020-11", 1900, (date(2020, 11, 30), november)),
    ):
        told = {"local_offer_visits": (visits, [[month, str(sessions), ""]])} if sessions else {}
        told |= {"milestones": milestones(*due)} if due else {}
        write_returns(folder / "in" / month, month, told)
    return built(folder, "2020-11")


@pytest.fixture(scope="module")
def worcestershire(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("worcestershire")
    (folder / "in").mkdir()
    county.write_export(folder / "in" / "sen2")
    ratings = {"Green": 2267, "no risk": 189, "Amber": 189, "Red": 199, "Unrated": 602, "": 654}
    silent = range(920000, 920014)
    write_ratings(folder / "in" / "a", date(2020, 5, 22), {"Green": 100}, silent)
    write_ratings(folder / "in" / "b", date(2020, 6, 12), ratings, range(0))
    return built(folder, "2020-06")


def test_every_figure_of_the_papers_is_accounted_for(golden: dict[str, Row]) -> None:
    papers = {row["golden_id"]: row for row in rows_of(PAPERS)}
    assert list(papers) == list(golden)
    assert len(papers) == 147
    kinds = Counter(row["kind"] for row in papers.values())
    assert kinds == {"from records": 124, "explained": 19, "disagrees": 4}
    for row in papers.values():
        assert row["figure"] if row["kind"] == "from records" else row["note"], row["golden_id"]


@pytest.mark.parametrize("authority", ["birmingham", "bristol", "worcestershire"])
def test_every_figure_that_records_can_give_is_the_paper_s(
    golden: dict[str, Row], authority: str, request: pytest.FixtureRequest
) -> None:
    home: Home = request.getfixturevalue(authority)
    asked = [row for row in rows_of(PAPERS) if row["authority"] == authority and row["figure"]]
    assert len(asked) > 4
    wrong = {}
    for row in asked:
        said = golden[row["golden_id"]]
        ours = found(home, row["figure"])
        theirs = said["value"] or said["status"].replace(" ", "_")
        if ours != theirs and rounded(ours, theirs) != theirs:
            wrong[row["golden_id"]] = (theirs, ours)
    assert wrong == {}


def found(home: Home, asked: str) -> str:
    """Our figure, exactly; where it is missing, the reason that it is."""
    if asked in CORE:
        [(value,)] = query(home, CORE[asked])
        return str(value)
    measure, month, part, *rest = asked.split(" ", 3)
    breakdown, _, item = rest[0].partition("=") if rest else ("total", "", "Total")
    told = figure(home, measure, month, breakdown, item)
    if told.symbol == "z":
        return "not_applicable"
    value = getattr(told, part)
    return str(told.reason_code if value is None else value)


def rounded(ours: str, theirs: str) -> str:
    """As precise as the paper, half up."""
    try:
        return str(Decimal(ours).quantize(Decimal(theirs), ROUND_HALF_UP))
    except ArithmeticError:
        return ours


def test_what_is_partial_in_a_paper_is_marked_in_ours(
    golden: dict[str, Row], birmingham: Home
) -> None:
    for row in rows_of(PAPERS):
        said = golden[row["golden_id"]]
        if said["status"] != "partial total":
            continue
        measure, month, _, *rest = row["figure"].split(" ", 3)
        breakdown, _, item = rest[0].partition("=") if rest else ("total", "", "Total")
        told = figure(birmingham, measure, month, breakdown, item)
        assert told.symbol == "x" and str(told.reason_code).startswith("partial:"), row
