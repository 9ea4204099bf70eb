"""A children in need census is judged by the layout and the codes of its own year, 2017 to 2026."""

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.home import Home
from tests.unit.expectations.care_cases import census, child, told_by_child
from tests.unit.orchestration.sending import kept_rows, problems, send

LATER = datetime(2026, 6, 1, 9, 0)
BIRTH = "<PersonBirthDate>2012-03-01"
SEX = "<Sex>F</Sex>"
GENDER = "<GenderCurrent>2</GenderCurrent>"


def of_year(year: int, *changes: tuple[str, str], number: int = 1) -> str:
    """A sound child with all days moved to the year of its census."""
    older = () if year > 2024 else ((SEX, GENDER),)
    text = child(number, *changes, *older)
    return text.replace(">2024-", f">{year - 1}-")


@pytest.mark.parametrize("year", range(2017, 2027))
def test_every_year_loads(year: int, home: Home, tmp_path: Path) -> None:
    receipt = send(home, census(tmp_path / "in", [of_year(year)], year), at=LATER)
    assert receipt.submission.status == "accepted", receipt.submission.reason
    assert problems(receipt) == []
    assert receipt.submission.month == f"{year}-03"
    [row] = kept_rows(home, receipt, "children", "loaded")
    assert row["ChildIdentifiers/Sex"] == ("F" if year > 2024 else "2")


@pytest.mark.parametrize(("year", "heading"), [(2024, SEX), (2025, GENDER)])
def test_the_heading_of_another_year_goes_back(
    year: int, heading: str, home: Home, tmp_path: Path
) -> None:
    wrong = of_year(year).replace(GENDER if year < 2025 else SEX, heading)
    refused = send(home, census(tmp_path / "in", [wrong], year), at=LATER).submission
    assert refused.status == "refused"
    assert "ChildIdentifiers/" in (refused.reason or "")


CODES = {
    ("<ReasonForClosure>RC7", "<ReasonForClosure>RC9"): {2023, 2026},
    ("<ReferralSource>2A", "<ReferralSource>5D"): {2023, 2026},
    ("<AssessmentFactors>3A", "<AssessmentFactors>24A"): {2022, 2023, 2026},
    ("<AssessmentFactors>3A", "<AssessmentFactors>8A"): {2019},
    ("<AssessmentFactors>3A", "<AssessmentFactors>8F"): {2019, 2020, 2021, 2022, 2023, 2026},
    ("<AssessmentFactors>3A", "<AssessmentFactors>18A"): {2019, 2020},
    ("<PrimaryNeedCode>N1", "<PrimaryNeedCode>N0"): {2019, 2020, 2021, 2022, 2023, 2026},
}


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022, 2023, 2026])
def test_a_code_counts_in_its_own_years(year: int, home: Home, tmp_path: Path) -> None:
    children = [of_year(year, change, number=place) for place, change in enumerate(CODES, 1)]
    told = told_by_child(send(home, census(tmp_path / "in", children, year), at=LATER), children)
    wrong = {place for place, years in enumerate(CODES.values(), 1) if year not in years}
    assert {child: {what[2] for what in said} for child, said in told.items()} == {
        place: {"V004"} for place in wrong
    }


def test_an_unknown_element_is_kept_aside_and_told(home: Home, tmp_path: Path) -> None:
    extra = of_year(2025, (SEX, f"{SEX}<FavouriteColour>red</FavouriteColour>"))
    receipt = send(home, census(tmp_path / "in", [extra]))
    assert receipt.submission.status == "accepted"
    assert [(p.column, p.rule, p.severity) for p in problems(receipt)] == [
        ("ChildIdentifiers/FavouriteColour", "V001", "warn")
    ]


def test_a_census_of_another_authority_goes_back(home: Home, tmp_path: Path) -> None:
    path = census(tmp_path / "in", [child(1)])
    text = path.read_text(encoding="utf-8").replace("<LEA>999", "<LEA>998")
    path.write_text(text, encoding="utf-8")
    refused = send(home, path).submission
    assert (refused.status, refused.rules) == ("refused", {"V004": 1})
