"""A few requests whose every figure is known by hand, from the extract through the door to M01-M15.

The days are those of the worked examples; between the two exports an authority's six areas became
four, and a plan moved in. What the law says of one row is tested beside the model.
"""

import csv
from pathlib import Path

import pytest

from orchestration.cli.answers import _figures
from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from tests.flow.flows import build_month, receive_folder

Rows = dict[str, list[dict[str, str]]]
Figures = dict[tuple[str, str, str], tuple[str, str]]
INDEPENDENT, INDEPENDENT_SPECIAL = "990030", "990031"


def blade(day: str) -> str:
    year, month, number = day.split("-")
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{year}-{names[int(month) - 1]}-{number} 00:00:00"


class Export:
    """The nine tables of one export, filled by hand."""

    def __init__(self, last_day: str) -> None:
        contract = the_catalogue().contracts["sen2"]
        self.rows: Rows = {name: [] for name in contract.tables}
        self.tables = contract.tables
        self.last_day = last_day
        header = {"sen2tableid": "1", "lea": "999", "referencedate": blade(last_day)}
        self.rows["headers"].append(header)

    def request(
        self, number: str, received: str, area: str, outcome: str = "", told: str = ""
    ) -> None:
        """A child with a request; where no outcome is given it is not decided yet."""
        self.rows["people"].append(
            {"persontableid": number, "sen2tableid": "1", "NativeId": f"P{number}",
             "personbirthdate": blade("2014-09-01"), "sex": "F", "ethnicity": "NOBT",
             "upnunknown": "UN2"}
        )  # fmt: skip
        self.rows["requests"].append(
            {"requeststableid": number, "persontableid": number, "NativeId": number,
             "receiveddate": blade(received), "requestoutcome": outcome or "A", "locality": area,
             "requestoutcomedate": blade(told) if told else "", "requestsource": "3"}
        )  # fmt: skip

    def assessment(self, number: str, outcome: str, concluded: str, **more: str) -> None:
        cells = {"assessmenttableid": number, "requeststableid": number, "week20": "0"}
        cells |= {"assessmentoutcome": outcome, "assessmentoutcomedate": blade(concluded)}
        self.rows["assessments"].append(cells | more)

    def plan(self, number: str, need: str, place: dict[str, str], origin: str = "") -> None:
        self.rows["active_plans"].append(
            {"activeplanstableid": number, "requeststableid": number, "transferla": origin}
        )
        self.rows["placements"].append(
            {"placementdetailtableid": number, "activeplanstableid": number, "placementrank": "1"}
            | place
        )
        self.rows["needs"].append(
            {"senneedtableid": number, "activeplanstableid": number, "sentyperank": "1",
             "sentype": need}
        )  # fmt: skip

    def named(self, number: str, started: str, ceased: str = "", reason: str = "") -> None:
        self.rows["named_plans"].append(
            {"namedplantableid": number, "assessmenttableid": number, "startdate": blade(started),
             "ceasedate": blade(ceased) if ceased else "", "ceasereason": reason}
        )  # fmt: skip

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        for name, table in self.tables.items():
            columns = [column.from_ for column in table.columns.values()]
            file = str(table.file).replace("*", self.last_day)
            with (folder / file).open("w", newline="", encoding="utf-8") as out:
                writer = csv.DictWriter(out, columns)
                writer.writeheader()
                writer.writerows(self.rows[name])


def export(last_day: str, area: str) -> Export:
    """What is the same in both months, but for the name of the area."""
    made = Export(last_day)
    made.request("1", "2020-01-06", area, "Y", "2020-02-17")
    advice = {
        "healthadvicerequested": blade("2020-02-18"),
        "healthadvicereceived": blade("2020-03-31"),
    }
    late = {"careadvicerequested": blade("2020-02-18"), "careadvicereceived": blade("2020-04-01")}
    made.assessment("1", "Y", "2020-05-25", **advice, **late)
    made.named("1", "2020-05-25")
    made.plan("1", "DS", {"urn": INDEPENDENT})
    made.request("2", "2020-01-06", area, "N", "2020-02-18")
    made.request("3", "2020-01-06", area, "Y", "2020-02-17")
    made.assessment("3", "N", "2020-04-27")
    made.request("4", "2020-01-06", area, "Y", "2020-02-17")
    made.assessment("4", "N", "2020-04-28")
    made.request("5", "2020-02-03", area, "Y", "2020-03-16")
    made.assessment("5", "Y", "2020-07-10", covidrelaxation="1")
    made.named("5", "2020-07-10", "2021-08-31", "2")
    made.request("6", "2020-02-03", area, "Y", "2020-03-16")
    made.assessment("6", "Y", "2020-06-22")
    made.named("6", "2020-06-22")
    made.plan("6", "ASD", {"urn": INDEPENDENT_SPECIAL})
    return made


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """Every figure of two exports: in the first areas are six, in the second four."""
    place = tmp_path_factory.mktemp("journeys")
    home = Home.at(place / "home")
    export("2021-08-31", "Riverside").write(place / "first")
    second = export("2021-09-30", "West")
    second.request("7", "2019-03-04", "West", "H")
    second.plan("7", "SEMH", {"sensetting": "EHE"}, origin="885")
    second.write(place / "second")
    for name in ("first", "second"):
        for receipt in receive_folder(home, place / name):
            assert all(table.set_aside == 0 for table in receipt.submission.tables.values())
    build_month(home, "2021-09")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SENDMART_HOME", str(home.root))
        told = _figures(None, None, None)
    return {(row[0], row[1], f"{row[2]}: {row[3]}"): (row[4], row[5]) for row in told}


def test_every_step_of_the_law_is_counted_on_its_day(figures: Figures) -> None:
    total = "total: Total"
    assert figures["M01", "2020-01", total] == ("4", "")
    assert figures["M01", "2020-01", "request_source: Health"] == ("4", "")
    assert figures["M02", "2020-02", total] == ("3", "4"), "day 42 is in time, day 43 is late"
    assert figures["M02b", "2020-02", total] == ("1", "4")
    assert figures["M03", "2020-03", total] == ("1", "2"), "advice on day 43 is late"
    assert figures["M03", "2020-03", "advice_giver: Health"] == ("1", "1")
    assert figures["M03", "2020-03", "advice_giver: Social care"] == ("0", "1")
    assert figures["M04", "2020-04", total] == ("1", "2"), "day 112 is in time, day 113 is late"
    assert figures["M06", "2020-05", total] == ("1", "1"), "a bank holiday extends nothing"


def test_a_relaxed_case_stays_late_and_is_left_out_of_the_third_variant_only(
    figures: Figures,
) -> None:
    for measure, expected in {"M06": ("0", "1"), "M07": ("0", "1"), "M07c": ("0", "0")}.items():
        assert figures[measure, "2020-07", "total: Total"] == expected, measure
        assert figures[measure, "2020-06", "total: Total"] == ("1", "1"), measure


def test_each_month_keeps_its_own_areas_and_today_s_areas_can_be_asked_for(
    figures: Figures,
) -> None:
    assert figures["M10", "2021-08", "locality: Riverside"] == ("2", "")
    assert figures["M10", "2021-08", "locality_now: West"] == ("2", "")
    assert ("M10", "2021-08", "locality: West") not in figures or figures[
        "M10", "2021-08", "locality: West"
    ] == ("0", "")
    assert figures["M10", "2021-09", "locality: West"] == ("3", "")
    assert figures["M10", "2021-09", "locality_now: West"] == ("3", "")


def test_plans_begin_move_in_and_end_once(figures: Figures) -> None:
    total = "total: Total"
    assert figures["M11", "2020-05", total] == ("1", "")
    assert figures["M11", "2020-07", total] == ("1", "")
    assert figures["M11b", "2021-08", total] == ("0", ""), "of the first export nobody can say"
    assert figures["M11b", "2021-09", total] == ("1", "")
    assert figures["M12", "2021-08", "cease_reason: Needs met"] == ("1", "")
    assert ("M01", "2019-03", total) not in figures, "the request went to another authority"


def test_needs_and_places_are_in_the_groups_they_are_published_in(figures: Figures) -> None:
    september = {key[2]: value for key, value in figures.items() if key[:2] == ("M15", "2021-09")}
    assert september["placement_type: Mainstream school"] == ("1", "3")
    assert september["placement_type: Special school"] == ("1", "3")
    assert september["placement_type: Educated elsewhere"] == ("1", "3")
    assert september["placement_type: Unknown"] == ("0", "3")
    assert figures["M14", "2021-09", "total: Total"] == ("1", "3")
    assert figures["M13", "2021-09", "primary_need: Other difficulty or disability"] == ("1", "3")
