"""Any text in a name comes back as it was from both forms of a return, and runs nowhere."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.contracts.catalogue import the_catalogue
from orchestration.ducks import open_memory
from orchestration.readers import READERS, Task
from orchestration.returns.blades import STARTS_A_FORMULA, as_it_was, harmless, write_blades
from orchestration.returns.content import NOT_IN_XML, REPLACEMENT, Asked, Content, Row, _sound
from orchestration.returns.document import write_document
from orchestration.returns.language import read_returns, xml_layout

ASKED = Asked("999", 2026, date(2026, 1, 15), datetime(2026, 3, 1, 9, 0))
AWKWARD = [
    '=HYPERLINK("http://example.org")', "'=1", "''+2", "-3", "@x", "\tTab", "O'Brien",
    "<b>&amp;</b>", "]]>", "Zoë\u2019s", "two\nlines", "\r\nthree\r", 'Jo "JJ"', "Sam, junior",
    "NULL", "\U0001f98a",
]  # fmt: skip


def content(surname: str, forename: str) -> Content:
    catalogue, layout = the_catalogue(), read_returns(the_catalogue())["sen2"]
    told: dict[str, object] = dict.fromkeys(layout.tables["people"].words)
    told |= {"case_system_person_id": "P1", "surname": surname, "forename": forename}
    told |= {"born_on": date(2015, 2, 9), "sex_code": "F"}
    header = {"reference_on": ASKED.reference_on, "local_authority_code": "999"}
    empty: Content = {name: [] for name in catalogue.contracts["sen2"].tables}
    return {**empty, "headers": [Row(1, 0, header)], "people": [Row(1, 1, told)]}


def by_our_reader(path: Path, scratch: Path) -> dict[str, str]:
    """The person of a document, by heading, as the door reads it before anything is judged."""
    contract = the_catalogue().contracts["sen2"]
    scratch.mkdir(exist_ok=True)
    with open_memory() as con:
        layout = xml_layout(contract)
        task = Task(path, path.name, layout, contract.tables, scratch, lambda _, names: names)
        extract = READERS["xml"](con, task)["people"]
        cells = con.execute(f'select * from "{extract.relation}"')
        names = [told[0] for told in cells.description or []]
        row = cells.fetchone()
    assert row is not None
    return dict(zip(names, row, strict=True))


@given(surname=st.text(min_size=1, max_size=40), forename=st.sampled_from(AWKWARD))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_name_survives_the_document_and_the_tables(
    surname: str, forename: str, tmp_path: Path
) -> None:
    catalogue, layout = the_catalogue(), read_returns(the_catalogue())["sen2"]
    # A lone surrogate is no character, and no file of text can hold it.
    surname = _sound(surname.encode("utf-8", "replace").decode())
    made = content(surname, forename)
    document = tmp_path / "SEN2_test.xml"
    write_document(document, catalogue, layout, ASKED, made)
    read = by_our_reader(document, tmp_path / "rows")
    assert (read["surname"], read["forename"]) == (surname, forename)
    files = write_blades(tmp_path, catalogue, layout, ASKED, made)
    people = next(path for path in files if path.name.endswith("_person.csv"))
    with people.open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert not any(cell.startswith(STARTS_A_FORMULA) for cell in row.values())
    assert (as_it_was(row["surname"]), as_it_was(row["forename"])) == (surname, forename)


@given(st.text(max_size=20))
def test_taking_the_apostrophe_away_gives_the_text_back(text: str) -> None:
    assert as_it_was(harmless(text)) == text


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe"])
def test_what_xml_cannot_hold_is_shown_as_lost_in_both_forms(sign: str) -> None:
    assert NOT_IN_XML.search(sign)
    assert _sound(f"An{sign}n") == f"An{REPLACEMENT}n"


def test_months_are_written_in_english_in_the_tables(tmp_path: Path) -> None:
    catalogue, layout = the_catalogue(), read_returns(the_catalogue())["sen2"]
    files = write_blades(tmp_path, catalogue, layout, ASKED, content("A", "B"))
    assert "2015-Feb-09 00:00:00" in files[1].read_text(encoding="utf-8")
