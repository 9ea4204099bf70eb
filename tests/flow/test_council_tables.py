"""A council's tables of summer 2020 come out of records, with every partial total marked.

Figures: Birmingham scrutiny report, Covid response, 7 September 2020. A missing cell of the paper
is either never going to be collected or still awaited; its totals count both as nought.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.measures.declared import wanted_measures
from sample_authority.identifiers import upn
from tests.flow.flows import build_month, query, receive_folder
from tests.flow.handing_over import figure, write

DNC, AWT = "not_collected", "awaiting"
MONTHS = ["2020-03", "2020-04", "2020-05", "2020-06", "2020-07"]
PART_MONTH = ("2020-07", date(2020, 7, 10))
HELPLINE: dict[str, list[int | str]] = {
    "parent_link": [104, 72, 41, 203, 13],
    "eps": [27, 111, 113, 91, 22],
}
OUTREACH: dict[str, list[int | str]] = {
    "send_parent": [155, 253, 278, 119],
    "cat_networks": [DNC, 28, 207, 102],
    "sensory_contact": [1165, 1757, 2570, AWT],
    "sensory_technology": [DNC, 383, 271, AWT],
    "early_years_contact": [DNC, 669, 887, 213],
}
TRANSPORT = {  # month: pupils and schools a week, journeys
    "2020-04": (71, 21, 1556),
    "2020-05": (130, 38, 2737),
    "2020-06": (408, 85, 7309),
    "2020-07": (493, 68, 3665),
}


@pytest.fixture(scope="module")
def summer(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("summer")
    for month in MONTHS:
        write_contacts(folder, month)
    for month in TRANSPORT:
        write_transport(folder, month)
    home = Home.at(folder / "home")
    for receipt in receive_folder(home, folder / "in"):
        entry = receipt.submission
        assert entry.status == "accepted", entry.reason
        assert sum(count.set_aside for count in entry.tables.values()) == 0, entry.rules
    build_month(home, "2020-07")
    return home


def said_in(month: str) -> dict[str, int | str]:
    place = MONTHS.index(month)
    said = {team: counts[place] for team, counts in HELPLINE.items()}
    return said | {team: counts[place - 1] for team, counts in OUTREACH.items() if place}


def write_contacts(folder: Path, month: str) -> None:
    first = date.fromisoformat(f"{month}-01")
    statuses, contacts = [], []
    for team, count in said_in(month).items():
        state, runs_to = ("complete", "") if isinstance(count, int) else (count, "")
        if isinstance(count, int) and month == PART_MONTH[0]:
            state, runs_to = "part_month", f"{PART_MONTH[1]:%d/%m/%Y}"
        statuses.append([month, team, state, runs_to])
        for number in range(count if isinstance(count, int) else 0):
            day = first + timedelta(days=number % 10)
            contacts.append([f"{month}-{team}-{number}", f"{day:%d/%m/%Y} 10:00", team])
    place = folder / "in" / "contacts" / month
    write(
        place / f"family_contacts_{month}_status.csv",
        ["month", "team", "status", "through_date", "contacts"],
        [[*row, ""] for row in statuses],
    )
    write(
        place / f"family_contacts_{month}_contacts.csv",
        ["contact_id", "received_at", "team", "line", "channel", "caller_type"]
        + ["unique_caller_ref", "topic", "safeguarding_concern", "outcome", "resolved_at"],
        [[*row, "", "phone", "parent", "", "", "0", "", ""] for row in contacts],
    )


def fridays(month: str) -> Iterator[date]:
    """Those of the month on which transport ran: not in half term, and to the 10th in July."""
    day = date.fromisoformat(f"{month}-01")
    while str(day)[:7] == month and day <= PART_MONTH[1]:
        if day.isoweekday() == 5 and day != date(2020, 5, 29):
            yield day
        day += timedelta(days=1)


def write_transport(folder: Path, month: str) -> None:
    pupils, schools, journeys = TRANSPORT[month]
    days = list(fridays(month))
    each, rest = divmod(journeys, 2 * len(days))
    routes, passengers = [], []
    for day in days:
        text = f"{day:%d/%m/%Y}"
        for number in range(each):
            routes.append([text, f"R{number:04d}", "Travel", 1, 1, 900000 + number % schools])
        for number in range(pupils):
            passengers.append([text, f"R{number % each:04d}", upn(number, 2012), 1, 0])
    for number in range(rest):
        routes.append([f"{days[0]:%d/%m/%Y}", f"R{each + number:04d}", "Travel", 1, 0, 900000])
    place = folder / "in" / "transport" / month
    headings = ["date", "route_id", "operator", "am_run", "pm_run", "urn"]
    write(place / f"school_transport_{month}_routes.csv", headings, routes)
    headings = ["date", "route_id", "upn", "travelled", "passenger_assistant"]
    write(place / f"school_transport_{month}_passengers.csv", headings, passengers)


def total(home: Home, kind: str, team: str, month: str | None) -> tuple[object, ...]:
    is_month = f"= date '{month}-01'" if month else "is null"
    [row] = query(
        home,
        f"""select contact_count, is_partial, holds_part_month from core.fct_family_contact_totals
            where contact_team_kind = '{kind}' and contact_team_code = '{team}'
                and month_starting_on {is_month}""",
    )
    return row


@pytest.mark.parametrize("month", MONTHS)
def test_every_cell_is_the_paper_s_or_is_missing(summer: Home, month: str) -> None:
    for team, said in said_in(month).items():
        kind = "helpline" if team in HELPLINE else "outreach"
        count = said if isinstance(said, int) else None
        part = isinstance(said, int) and month == PART_MONTH[0]
        assert total(summer, kind, team, month) == (count, count is None, part)


@pytest.mark.parametrize(
    ("kind", "team", "month", "count", "is_partial"),
    [
        ("helpline", "parent_link", None, 433, False),
        ("helpline", "eps", None, 364, False),
        ("helpline", "all", "2020-03", 131, False),
        ("helpline", "all", "2020-04", 183, False),
        ("helpline", "all", "2020-05", 154, False),
        ("helpline", "all", "2020-06", 294, False),
        ("helpline", "all", "2020-07", 35, False),
        ("helpline", "all", None, 797, False),
        ("outreach", "send_parent", None, 805, False),
        ("outreach", "cat_networks", None, 337, True),
        ("outreach", "sensory_contact", None, 5492, True),
        ("outreach", "sensory_technology", None, 654, True),
        ("outreach", "early_years_contact", None, 1769, True),
        ("outreach", "all", "2020-04", 1320, True),
        ("outreach", "all", "2020-05", 3090, False),
        ("outreach", "all", "2020-06", 4213, False),
        ("outreach", "all", "2020-07", 434, True),
        ("outreach", "all", None, 9057, True),
    ],
)
def test_every_total_is_the_paper_s_and_says_whether_it_is_partial(
    summer: Home, kind: str, team: str, month: str | None, count: int, is_partial: bool
) -> None:
    assert total(summer, kind, team, month)[:2] == (count, is_partial)


@pytest.mark.parametrize(
    ("measure", "month", "count", "reason"),
    [
        ("M68", "2020-06", 294, None),
        ("M68", "2020-07", 35, "part_month: to 2020-07-10"),
        ("M69", "2020-04", 1320, "partial: 3 of 5 teams not collected"),
        ("M69", "2020-05", 3090, None),
        ("M69", "2020-07", 434, "partial: 2 of 5 teams awaiting data; part_month: to 2020-07-10"),
        ("M69y", "2020-06", 8623, "partial: 3 of 15 months of teams not collected"),
        ("M69y", "2020-07", 9057, "partial: 5 of 20 months of teams missing; "
         "part_month: to 2020-07-10"),
    ],
)  # fmt: skip
def test_a_partial_total_is_marked_and_keeps_its_number(
    summer: Home, measure: str, month: str, count: int, reason: str | None
) -> None:
    told = figure(summer, measure, month)
    assert (told.numerator, told.reason_code) == (count, reason)
    assert told.symbol == ("x" if reason and "partial" in reason else None)


def test_a_team_without_a_month_has_no_figure_but_its_reason(summer: Home) -> None:
    told = figure(summer, "M69", "2020-04", "contact_team", "CAT parent support networks")
    assert told == (None, None, None, "x", "not_collected")
    told = figure(summer, "M69", "2020-07", "contact_team", "Sensory contact with families")
    assert told == (None, None, None, "x", "awaiting")
    told = figure(summer, "M68", "2020-07", "contact_team", "Parent Link main")
    assert told == (13, None, 13, None, "part_month: to 2020-07-10")


def test_april_says_how_many_of_its_teams_were_never_collected(summer: Home) -> None:
    [row] = query(
        summer,
        """select missing_part_count, not_collected_part_count, part_count
        from core.fct_family_contact_totals
        where contact_team_kind = 'outreach' and contact_team_code = 'all'
            and month_starting_on = date '2020-04-01'""",
    )
    assert row == (3, 3, 5)


def test_transport_is_the_paper_s_for_every_month(summer: Home) -> None:
    rows = query(
        summer,
        """select strftime(month_starting_on, '%Y-%m'), pupil_weekly_mean, school_weekly_mean,
            journey_count from core.fct_transport_months order by 1""",
    )
    assert {row[0]: row[1:] for row in rows} == TRANSPORT


def test_a_mean_over_weeks_is_not_the_paper_s_mean_of_months(summer: Home) -> None:
    [row] = query(summer, "select * from core.fct_transport_totals")
    pupils, schools, pupils_by_month, schools_by_month, journeys, is_partial = row
    weeks = {month: len(list(fridays(month))) for month in TRANSPORT}
    assert weeks == {"2020-04": 4, "2020-05": 4, "2020-06": 4, "2020-07": 2}
    assert pupils == pytest.approx((4 * 71 + 4 * 130 + 4 * 408 + 2 * 493) / 14)
    assert schools == pytest.approx((4 * 21 + 4 * 38 + 4 * 85 + 2 * 68) / 14)
    assert (pupils_by_month, schools_by_month) == (275.5, 53.0)
    assert (journeys, is_partial) == (15267, False)


def test_the_command_drafts_the_paper_s_tables_with_their_marks(
    summer: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDMART_HOME", str(summer.root))
    asked = ["committee", "--month", "2020-07", "--paper", "weekly_response"]
    done = CliRunner().invoke(app, [*asked, "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    text = (tmp_path / "out" / "weekly_response-2020-07.md").read_text(encoding="utf-8")
    assert "Internal draft, not suppressed" in text
    line = next(line for line in text.splitlines() if line.startswith("| Parent Link main"))
    assert (
        line == "| Parent Link main | [x] no figure is held | 104 | 72 | 41 | 203 |"
        " 13 [part month, to 2020-07-10] |"
    )
    assert "1,320 [partial: 3 of 5 teams not collected]" in text
    assert "| [x] data not collected | 28 | 207 | 102 [part month, to 2020-07-10] |" in text
    assert "| Journeys (routes operated) | 1,556 | 2,737 | 7,309 | 3,665 |" in text
    weeks, months = (f"| Pupils since April, {way}" for way in ("mean over", "plain mean of"))
    ends = [line.split(" | ")[-1] for line in text.splitlines() if line.startswith((weeks, months))]
    assert ends == ["244 (of 14) |", "276 |"], "both means, each with its name"
    again = CliRunner().invoke(app, [*asked, "--out", str(tmp_path / "again")])
    assert again.exit_code == 0
    for path in sorted((tmp_path / "out").iterdir()):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def test_a_month_or_a_paper_that_is_not_there_is_refused(
    summer: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDMART_HOME", str(summer.root))
    done = CliRunner().invoke(app, ["committee", "--month", "2025-12"])
    assert (done.exit_code, "not among the months held" in done.output) == (1, True)
    done = CliRunner().invoke(app, ["committee", "--month", "2020-07", "--paper", "minutes"])
    assert (done.exit_code, "There is no paper 'minutes'" in done.output) == (1, True)


def test_the_catalogue_tells_every_measure_with_its_months(
    summer: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDMART_HOME", str(summer.root))
    done = CliRunner().invoke(app, ["catalogue", "--out", str(tmp_path / "catalogue.html")])
    assert done.exit_code == 0, done.output
    text = (tmp_path / "catalogue.html").read_text(encoding="utf-8")
    assert all(f'<section id="{number}">' in text for number in wanted_measures())
    outreach = text.split('<section id="M69">')[1].split("</section>")[0]
    assert "1,320 [partial: 3 of 5 teams not collected]" in outreach
    assert outreach.count('<th scope="row">') > 24
    assert "Published attainment of pupils" in text.split('<section id="M65">')[1]
