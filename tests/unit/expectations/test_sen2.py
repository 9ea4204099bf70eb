"""Each check of the SEN2 extract: a row that breaks it, and one on the very bound that does not."""

import pytest

from tests.unit.expectations.education_cases import (
    Cases,
    Told,
    answers,
    numbers,
)
from tests.unit.orchestration.sen2_export import FILES, day, export


def person(**changed: str) -> dict[str, dict[str, str]]:
    return {"people": changed}


def placement(**changed: str) -> dict[str, dict[str, str]]:
    return {"placements": changed}


def plan_of_25(ceased: str) -> dict[str, dict[str, str]]:
    """Somebody whose 25th birthday is in the school year from September 2024."""
    return {
        "people": {"personbirthdate": day("2000-Mar-01")},
        "named_plans": {"ceasereason": "1", "ceasedate": day(ceased)},
    }


def assessed(concluded: str, started: str) -> dict[str, dict[str, str]]:
    return {
        "assessments": {"assessmentoutcomedate": day(concluded)},
        "named_plans": {"startdate": day(started)},
    }


def undecided(received: str) -> dict[str, dict[str, str]]:
    left = {"requestoutcome": "A", "requestoutcomedate": "", "receiveddate": day(received)}
    return {"requests": left}


TEMPORARY = "E80120001903A"
TWENTY_FIVE = ("people", "personbirthdate", "V020", "query")
TOO_OLD = {("people", "personbirthdate", "V020", "set_aside")}
NO_PRIMARY = ("active_plans", "activeplanstableid", "V037", "warn")
IDENTITY = {("people", "upn", "V014", "warn")}
CASES: Cases = {
    "a temporary number at the seventh birthday": (
        person(upn=TEMPORARY, personbirthdate=day("2018-Dec-31")),
        {("people", "upn", "V012", "warn")},
    ),
    "a temporary number the day before": (
        person(upn=TEMPORARY, personbirthdate=day("2019-Jan-01")),
        set(),
    ),
    "no number and no reason": (person(upn=""), IDENTITY),
    "a number and a reason": (person(upnunknown="UN8"), IDENTITY),
    "no number, with a reason": (person(upn="", upnunknown="UN8"), set()),
    "a learner number alone": (person(upn="", uniquelearnernumber="9276308686"), set()),
    "a wrong learner number": (
        person(uniquelearnernumber="9276308687"),
        {("people", "uniquelearnernumber", "V015", "warn")},
    ),
    "the placeholder is no learner number": (person(uniquelearnernumber="9999999999"), set()),
    "24 years old": (person(personbirthdate=day("2001-Jan-01")), set()),
    "25 years old": (person(personbirthdate=day("2000-Dec-31")), {TWENTY_FIVE}),
    "25 for the last day": (person(personbirthdate=day("2000-Jan-01")), {TWENTY_FIVE}),
    "26 years old": (person(personbirthdate=day("1999-Dec-31")), TOO_OLD),
    "born after the reference date": (person(personbirthdate=day("2026-Jan-02")), TOO_OLD),
    "no sex": (person(sex=""), {("people", "sex", "V021", "warn")}),
    "no ethnicity": (person(ethnicity=""), {("people", "ethnicity", "V021", "warn")}),
    "half a postcode": (person(postcode="ZZ1"), {("people", "postcode", "V022", "query")}),
    "a postcode in small letters": (person(postcode="zz1 1aa"), set()),
    "undecided for 53 weeks": (
        undecided("2024-Dec-31"),
        {("requests", "requestoutcome", "V046", "query")},
    ),
    "undecided for 52 weeks": (undecided("2025-Jan-01"), set()),
    "concluded before the decision": (
        assessed("2024-Feb-11", "2024-Feb-11"),
        {("assessments", "assessmentoutcomedate", "V032", "set_aside")},
    ),
    "concluded on the day of the decision": (assessed("2024-Feb-12", "2024-Feb-12"), set()),
    "an exception without its reason": (
        {"assessments": {"week20": "1"}},
        {("assessments", "exceptionreason", "V044", "query")},
    ),
    "an exception with its reason": (
        {"assessments": {"week20": "1", "exceptionreason": "a"}},
        set(),
    ),
    "a plan 15 days after its assessment": (
        assessed("2024-May-20", "2024-Jun-04"),
        {("named_plans", "startdate", "V034", "query")},
    ),
    "a plan 14 days after its assessment": (assessed("2024-May-20", "2024-Jun-03"), set()),
    "too young for the highest age": (
        plan_of_25("2024-Aug-31"),
        {TWENTY_FIVE, ("named_plans", "ceasereason", "V041", "query")},
    ),
    "old enough for the highest age": (plan_of_25("2024-Sep-01"), {TWENTY_FIVE}),
    "a plan that no assessment led to": (
        {"assessments": {"requeststableid": "nowhere"}},
        {("active_plans", "transferla", "V033", "warn")},
    ),
    "a plan from another authority": (
        {"assessments": {"requeststableid": "nowhere"}, "active_plans": {"transferla": "330"}},
        set(),
    ),
    "a second plan in force": (
        {"requests": {"persontableid": "p{before}", "receiveddate": day("2023-Jan-09")}},
        {("active_plans", "requeststableid", "V035", "set_aside")},
    ),
    "a plan without a placement": (
        placement(activeplanstableid="v{before}"),
        {("active_plans", "activeplanstableid", "V036", "warn")},
    ),
    "no primary need": ({"needs": {"sentyperank": "2"}}, {NO_PRIMARY}),
    "a third need": (
        {"needs": {"sentyperank": "3"}},
        {NO_PRIMARY, ("needs", "sentyperank", "V037", "warn")},
    ),
    "a need nobody assessed": (
        {"needs": {"sentype": "NSA"}},
        {("needs", "sentype", "V037", "warn")},
    ),
    "a second need beside the first": (
        {"needs": {"activeplanstableid": "v{before}", "sentyperank": "2"}},
        {NO_PRIMARY},
    ),
    "a unit where there is none": (
        placement(urn="990150", senunitindicator="1"),
        {("placements", "senunitindicator", "V038", "warn")},
    ),
    "resourced provision where there is none": (
        placement(urn="990150", resourcedprovisionindicator="1"),
        {("placements", "resourcedprovisionindicator", "V038", "warn")},
    ),
    "a unit where there is one": (placement(urn="990139", senunitindicator="1"), set()),
    "a school that nobody knows": (
        placement(urn="123456"),
        {("placements", "urn", "V039", "warn")},
    ),
    "a school that had closed": (
        placement(urn="990158", entrydate=day("2012-Sep-01")),
        {("placements", "urn", "V039", "warn")},
    ),
    "a school on its last day": (placement(urn="990158", entrydate=day("2012-Aug-31")), set()),
}
NUMBERS = numbers(CASES)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[int | None, Told]:
    files = {table: f"Blade-Export_05-01-2026_{name}.csv" for table, name in FILES.items()}
    return answers(tmp_path_factory.mktemp("sen2"), CASES, export, files)


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_told_of_and_nothing_else(case: str, told: dict[int | None, Told]) -> None:
    assert told.get(NUMBERS[case] + 1, set()) == CASES[case][1]


def test_the_records_between_are_sound(told: dict[int | None, Told]) -> None:
    assert set(told) == {NUMBERS[case] + 1 for case, (_, what) in CASES.items() if what}
