"""Each rule of the looked-after return: a row that breaks it, and one on the very bound."""

from pathlib import Path

import pytest

from orchestration.home import Home
from sample_authority.care.children import temporary
from sample_authority.identifiers import upn
from tests.unit.expectations.education_cases import (
    Cases,
    Tables,
    Told,
    answers,
    numbers,
    told_by_line,
)
from tests.unit.orchestration.sending import Row, send, write_table

FILES = {
    "header": "ssda903_2025_header.csv",
    "episodes": "ssda903_2025_episodes.csv",
    "reviews": "ssda903_2025_reviews.csv",
    "oc2": "ssda903_2025_oc2.csv",
    "missing": "ssda903_2025_missing.csv",
}


def header(number: int, **changed: str) -> Row:
    row = {
        "CHILD": f"C{number}", "SEX": "F", "DOB": "01/03/2012", "ETHNIC": "WBRI",
        "UPN": upn(number, 2016), "MOTHER": "0", "MC_DOB": "",
    }  # fmt: skip
    return {**row, **changed}


def episode(child: str, **changed: str) -> Row:
    row = {
        "CHILD": child, "DECOM": "01/09/2024", "RNE": "S", "LS": "C2", "CIN": "N1", "PLACE": "U6",
        "PLACE_PROVIDER": "PR1", "DEC": "", "REC": "", "REASON_PLACE_CHANGE": "",
        "HOME_POST": "ZZ1 1AA", "PL_POST": "ZZ2 2BB", "URN": "",
    }  # fmt: skip
    return {**row, **changed}


def sound(rows: int) -> Tables:
    children = [f"C{number}" for number in range(1, rows + 1)]
    born = {"DOB": "01/03/2012"}
    return {
        "header": [header(number) for number in range(1, rows + 1)],
        "episodes": [episode(child) for child in children],
        "reviews": [
            {"CHILD": child, **born, "REVIEW": "20/09/2024", "REVIEW_CODE": "PN1"}
            for child in children
        ],
        "oc2": [
            {
                "CHILD": child, **born, "SDQ_SCORE": "12", "SDQ_REASON": "", "CONVICTED": "0",
                "HEALTH_CHECK": "", "IMMUNISATIONS": "1", "TEETH_CHECK": "1",
                "HEALTH_ASSESSMENT": "1", "SUBSTANCE_MISUSE": "0", "INTERVENTION_RECEIVED": "",
                "INTERVENTION_OFFERED": "",
            }
            for child in children
        ],
        "missing": [
            {"CHILD": child, **born, "MISSING": "M", "MIS_START": "03/10/2024",
             "MIS_END": "04/10/2024"}
            for child in children
        ],
    }  # fmt: skip


def child(**changed: str) -> dict[str, Row]:
    return {"header": changed}


def stay(**changed: str) -> dict[str, Row]:
    return {"episodes": changed}


def of(table: str, column: str, rule: str, severity: str = "set_aside") -> Told:
    return {(table, column, rule, severity)}


def of_episode(column: str, rule: str, severity: str = "set_aside") -> Told:
    return of("episodes", column, rule, severity)


SIX = temporary(upn(4002, 2016))
CASES: Cases = {
    "no identifier": (child(CHILD=""), of("header", "CHILD", "V100")),
    "no sex": (child(SEX=""), of("header", "SEX", "V100")),
    "no date of birth": (child(DOB=""), of("header", "DOB", "V100")),
    "no ethnicity": (child(ETHNIC=""), of("header", "ETHNIC", "V021", "warn")),
    "sex as written before 2025": (child(SEX="2"), of("header", "SEX", "V004")),
    "sex unknown": (child(SEX="U"), set()),
    "no number because it is not known": (child(UPN="UN5"), set()),
    "an unknown reason": (child(UPN="UN6"), of("header", "UPN", "V010")),
    "no number and no reason": (child(UPN=""), of("header", "UPN", "V014", "warn")),
    "a sound number": (child(UPN="B801200005001"), set()),
    "a wrong check letter": (child(UPN="A801200005001"), of("header", "UPN", "V010")),
    "a temporary number at seven": (
        child(UPN="E80120001903A", DOB="31/03/2018"), of("header", "UPN", "V012", "warn")),
    "a temporary number at six": (child(UPN=SIX, DOB="01/04/2018"), set()),
    "a wrong temporary number": (
        child(UPN="F80120001903A", DOB="01/04/2018"), of("header", "UPN", "V010")),
    "half a number": (child(UPN="B8012000"), of("header", "UPN", "V010")),
    "a number in small letters": (child(UPN="b801200005001"), of("header", "UPN", "V010")),
    "an identifier twice": (child(CHILD="C{before}"), of("header", "CHILD", "D04")),
    "no start": (stay(DECOM=""), of_episode("DECOM", "V101")),
    "no reason for the start": (stay(RNE=""), of_episode("RNE", "V101")),
    "no legal status": (stay(LS=""), of_episode("LS", "V101")),
    "no placement": (stay(PLACE=""), of_episode("PLACE", "V101")),
    "no need": (stay(CIN=""), of_episode("CIN", "D01")),
    "an unknown legal status": (stay(LS="C3"), of_episode("LS", "V004")),
    "a placement dropped in 2025": (stay(PLACE="H5"), of_episode("PLACE", "V004")),
    "a placement new in 2025": (stay(PLACE="K3"), set()),
    "a placement new in 2026": (stay(PLACE="Z14"), of_episode("PLACE", "V004")),
    "ended without a reason": (stay(DEC="01/10/2024"), of_episode("DEC", "V101")),
    "a reason without an end": (stay(REC="E4A"), of_episode("DEC", "V101")),
    "ended on the first day": (stay(DEC="01/09/2024", REC="E4A"), set()),
    "ended before the first day": (stay(DEC="31/08/2024", REC="E4A"), of_episode("DEC", "D30")),
    "another was to follow": (stay(DEC="01/10/2024", REC="X1"), of_episode("REC", "V102")),
    "half a home postcode": (stay(HOME_POST="ZZ1"), of_episode("HOME_POST", "V022", "query")),
    "half a postcode": (stay(PL_POST="2BB"), of_episode("PL_POST", "V022", "query")),
    "a review in no way": ({"reviews": {"REVIEW_CODE": "PN8"}},
                           of("reviews", "REVIEW_CODE", "V004")),
    "the highest score": ({"oc2": {"SDQ_SCORE": "40"}}, set()),
    "above the highest score": ({"oc2": {"SDQ_SCORE": "41"}}, of("oc2", "SDQ_SCORE", "D07")),
    "back before missing": ({"missing": {"MIS_END": "02/10/2024"}},
                            of("missing", "MIS_END", "D30")),
    "back on the same day": ({"missing": {"MIS_END": "03/10/2024"}}, set()),
}  # fmt: skip
NUMBERS = numbers(CASES)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[int | None, Told]:
    return answers(tmp_path_factory.mktemp("looked_after"), CASES, sound, FILES)


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_told_of_and_nothing_else(case: str, told: dict[int | None, Told]) -> None:
    assert told.get(NUMBERS[case] + 1, set()) == CASES[case][1]


def test_the_records_between_are_sound(told: dict[int | None, Told]) -> None:
    assert set(told) == {NUMBERS[case] + 1 for case, (_, what) in CASES.items() if what}


def test_one_pupil_number_of_two_children_sets_the_later_aside(home: Home, tmp_path: Path) -> None:
    rows = sound(3)
    rows["header"][1]["UPN"] = rows["header"][0]["UPN"]
    rows["header"][2]["UPN"] = "UN1"
    write_table(tmp_path / "in" / FILES["header"], rows["header"])
    write_table(tmp_path / "in" / FILES["episodes"], rows["episodes"])
    told = told_by_line(send(home, tmp_path / "in"))
    assert told == {3: of("header", "UPN", "V011")}
