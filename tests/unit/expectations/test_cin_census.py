"""Each rule of the children in need census: a child that breaks it, and one on the very bound."""

from pathlib import Path

import pytest

from orchestration.home import Home
from sample_authority.care.children import temporary
from sample_authority.identifiers import upn
from tests.unit.expectations.care_cases import census, child, told_by_child
from tests.unit.expectations.education_cases import Told, told_by_line
from tests.unit.orchestration.sending import send

Change = tuple[str, str]
ID = "ChildIdentifiers"
BIRTH, NUMBER = "<PersonBirthDate>2012-03-01</PersonBirthDate>", "<UPN>{upn}</UPN>"
SECOND, CLOSED = "<CINreferralDate>2024-05-01", "<CINclosureDate>2024-05-01</CINclosureDate>\n"
REASON = "<ReasonForClosure>RC7</ReasonForClosure>\n"
DISABILITY, PLAN = "<Disability>LD</Disability>", "<CINPlanEndDate>2024-09-01"
OPEN = "<CINPlanEndDate>2024-09-01</CINPlanEndDate>\n"


def born(day: str) -> Change:
    return BIRTH, f"<PersonBirthDate>{day}</PersonBirthDate>"


def disabilities(*codes: str) -> Change:
    return DISABILITY, "\n".join(f"<Disability>{code}</Disability>" for code in codes)


def of(table: str, column: str, rule: str, severity: str = "set_aside") -> Told:
    return {(table, column, rule, severity)}


def of_child(column: str, rule: str, severity: str = "set_aside") -> Told:
    return of("children", f"{ID}/{column}", rule, severity)


SEVEN, SIX = temporary(upn(4001, 2016)), temporary(upn(4002, 2016))
TWICE = of("disabilities", "Disability", "V094")
UNDATED, OVERLAP = (
    of("referrals", "CINreferralDate", "V093"),
    of("referrals", "CINreferralDate", "V096"),
)
HALF_CLOSED = of("referrals", "CINclosureDate", "V095")
CASES: dict[str, tuple[list[Change], Told]] = {
    "no identifier": ([("<LAchildID>C1</LAchildID>\n", "")], of_child("LAchildID", "V091")),
    "a wrong check letter": ([(NUMBER, "<UPN>A801200005001</UPN>")], of_child("UPN", "V010")),
    "a temporary number at seven": (
        [(NUMBER, f"<UPN>{SEVEN}</UPN>"), born("2018-03-31")], of_child("UPN", "V012", "warn")),
    "a temporary number at six": ([(NUMBER, f"<UPN>{SIX}</UPN>"), born("2018-04-01")], set()),
    "a number and a reason": (
        [(f"{NUMBER}\n", f"{NUMBER}\n<UPNunknown>UN3</UPNunknown>\n".format(upn=upn(9, 2016)))],
        of_child("UPNunknown", "V014", "warn")),
    "no number at six": (
        [(NUMBER, ""), born("2019-03-31")], of_child("UPN", "V097", "query")),
    "no number at five": ([(NUMBER, ""), born("2019-04-01")], set()),
    "no number, with a reason": ([(NUMBER, "<UPNunknown>UN7</UPNunknown>")], set()),
    "neither born nor expected": ([(BIRTH, "")], of_child("PersonBirthDate", "V092")),
    "expected": (
        [(BIRTH, "<ExpectedPersonBirthDate>2025-08-01</ExpectedPersonBirthDate>")], set()),
    "born after the year": ([born("2025-04-01")], of_child("PersonBirthDate", "V092")),
    "born on the last day": ([born("2025-03-31")], set()),
    "26 years old": ([born("1999-03-31")], of_child("PersonBirthDate", "V098", "query")),
    "25 years old": ([born("1999-04-01")], set()),
    "no sex": ([("<Sex>F</Sex>\n", "")], of_child("Sex", "V021", "warn")),
    "sex as written before 2025": ([("<Sex>F", "<Sex>2")], of_child("Sex", "V004")),
    "no ethnicity": (
        [("<Ethnicity>WBRI</Ethnicity>", "")],
        of("children", "ChildCharacteristics/Ethnicity", "V021", "warn")),
    "died before birth": (
        [("<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2012-02-29</PersonDeathDate>")],
        of_child("PersonDeathDate", "D30")),
    "a disability and none": ([disabilities("LD", "NONE")], TWICE),
    "a disability twice": ([disabilities("LD", "AUT", "LD")], TWICE),
    "two disabilities": ([disabilities("LD", "AUT")], set()),
    "none": ([disabilities("NONE")], set()),
    "no day of referral": ([(f"{SECOND}</CINreferralDate>\n", "")], UNDATED),
    "referred after the year": ([(SECOND, "<CINreferralDate>2025-04-01")], UNDATED),
    "referred on the last day": ([(SECOND, "<CINreferralDate>2025-03-31")], set()),
    "closed without a reason": ([(REASON, "")], HALF_CLOSED),
    "a reason without closure": ([(CLOSED, "")], HALF_CLOSED),
    "closed before the referral": (
        [("<CINclosureDate>2024-05-01", "<CINclosureDate>2024-01-31")],
        of("referrals", "CINclosureDate", "D30")),
    "referred before the closure": ([(SECOND, "<CINreferralDate>2024-04-30")], OVERLAP),
    "two open referrals": ([(CLOSED, ""), (REASON, "")], OVERLAP),
    "one of them without further action": (
        [(CLOSED, ""), (REASON, ""), ("<ReferralNFA>0", "<ReferralNFA>1")], set()),
    "the same day of referral twice": (
        [("<CINreferralDate>2024-02-01", SECOND)], of("referrals", "CINreferralDate", "D04")),
    "a plan beyond the start of protection": (
        [(PLAN, "<CINPlanEndDate>2024-09-02")], of("cin_plans", "CINPlanStartDate", "V099")),
    "a plan that goes on": ([(OPEN, "")], of("cin_plans", "CINPlanStartDate", "V099")),
    "a plan after protection ended": (
        [(OPEN, ""), ("<CPPstartDate>2024-09-01</CPPstartDate>",
          "<CPPstartDate>2024-06-01</CPPstartDate><CPPendDate>2024-07-01</CPPendDate>")], set()),
    "a factor twice": (
        [("<AssessmentFactors>4B", "<AssessmentFactors>3A")],
        of("assessment_factors", "AssessmentFactors", "D04")),
    "a factor of older years": (
        [("<AssessmentFactors>4B", "<AssessmentFactors>18A")],
        of("assessment_factors", "AssessmentFactors", "V004")),
    "a flag in words": (
        [("<ReferralNFA>false", "<ReferralNFA>no")], of("referrals", "ReferralNFA", "D02")),
}  # fmt: skip
NUMBERS = {case: 2 * place + 1 for place, case in enumerate(CASES)}


def sound_between(cases: dict[str, tuple[list[Change], Told]]) -> list[str]:
    """Every second child is a case; those between must stay sound."""
    made = []
    for case, number in NUMBERS.items():
        made += [child(number, *cases[case][0]), child(number + 1)]
    return made


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Told]:
    folder = tmp_path_factory.mktemp("census")
    children = sound_between(CASES)
    receipt = send(Home.at(folder / "home"), census(folder / "in", children))
    assert receipt.submission.status == "accepted", receipt.submission.reason
    return dict(told_by_child(receipt, children))


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_told_of_and_nothing_else(case: str, told: dict[int, Told]) -> None:
    assert told.get(NUMBERS[case], set()) == CASES[case][1]


def test_the_children_between_are_sound(told: dict[int, Told]) -> None:
    assert set(told) == {NUMBERS[case] for case, (_, what) in CASES.items() if what}


@pytest.mark.parametrize(
    ("birth", "blamed"),
    [("2012-03-01", [2]), ("2013-03-01", [1, 2])],
    ids=["the same child again", "two children"],
)
def test_an_identifier_of_two_children_is_believed_of_neither(
    birth: str, blamed: list[int], home: Home, tmp_path: Path
) -> None:
    children = [child(1), child(2, ("C2", "C1"), born(birth)), child(3)]
    told = told_by_child(send(home, census(tmp_path / "in", children)), children)
    assert told == {number: of_child("LAchildID", "V091") for number in blamed}


def test_one_pupil_number_of_two_children_sets_the_later_aside(home: Home, tmp_path: Path) -> None:
    children = [child(1), child(2, (NUMBER, f"<UPN>{upn(1, 2016)}</UPN>"))]
    told = told_by_child(send(home, census(tmp_path / "in", children)), children)
    assert told == {2: of_child("UPN", "V011")}


@pytest.mark.parametrize(
    ("year", "reference", "is_told"),
    [(2025, "2025-03-31", False), (2025, "2025-03-30", True), (2024, "2025-03-31", True)],
)
def test_the_reference_date_is_the_last_day_of_the_census_year(
    year: int, reference: str, is_told: bool, home: Home, tmp_path: Path
) -> None:
    receipt = send(home, census(tmp_path / "in", [child(1)], year, reference))
    wrong = of("headers", "CollectionDetails/ReferenceDate", "V090")
    assert told_by_line(receipt) == ({3: wrong} if is_told else {})
    assert receipt.submission.month == "2025-03"
