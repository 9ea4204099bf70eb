"""What a contract says of codes, days and parents must fit the dictionary and its own tables."""

from pathlib import Path

import pytest

from orchestration.refusals import Refusal
from tests.unit.orchestration.front_door import project

KIND, SEEN = "kind_code: {from: kind}", 'seen_on: {from: seen, format: "%d/%m/%Y"}'
MISTAKES = {
    "a meaning that is no code": (
        (KIND, "kind_code: {from: kind, means: {new: first, old: last}}"),
        "column 'kind_code' gives codes that are not in its list: ['last'].",
    ),
    "a meaning of no code": (
        ("note: {from: note}", "note: {from: note, means: {new: first}}"),
        "column 'note' gives codes that are not in its list: ['first'].",
    ),
    "a day that is none": (
        (KIND, "kind_code: {from: kind, judged_on: minutes}"),
        "column 'kind_code' is judged on 'minutes'.",
    ),
    "a day for no code": (
        ("note: {from: note}", "note: {from: note, judged_on: visit_row_id}"),
        "column 'note' is judged on 'visit_row_id'.",
    ),
    "a day that is not there": (
        (KIND, "kind_code: {from: kind, judged_on: note}"),
        "speaks of words it has no column for: ['note'].",
    ),
    "a parent without that word": (
        ("parent: {table: visits, word: visit_row_id}", "parent: {table: visits, word: note}"),
        "points to a word 'note' that 'visits' does not have.",
    ),
    "two forms that one text fits": (
        (SEEN, SEEN.replace('"%d/%m/%Y"', '["%d/%m/%Y", "%d/%m/%y"]')),
        "column 'seen_on' has formats that one text could fit two of.",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_contract_that_does_not_fit_is_refused(mistake: str, tmp_path: Path) -> None:
    change, what = MISTAKES[mistake]
    with pytest.raises(Refusal) as refusal:
        project(tmp_path, contract=[change])
    assert refusal.value.where.startswith("visits.yml: table '")
    assert refusal.value.what == what


def test_a_list_with_capitals_is_not_read_in_any_capitals(tmp_path: Path) -> None:
    word = "type: code, codes: kinds"
    with pytest.raises(Refusal, match="its list has capitals"):
        project(
            tmp_path,
            dictionary=[(word, word + ", any_case: true")],
            lists={"kinds": "code,label\nFirst,First\n"},
        )


def test_what_fits_is_accepted(tmp_path: Path) -> None:
    said = "kind_code: {from: kind, means: {new: first, NEXT: later}, judged_on: seen_on}"
    catalogue = project(tmp_path, contract=[(KIND, said)])
    assert (
        catalogue.contracts["visits"].tables["visits"].columns["kind_code"].judged_on == "seen_on"
    )
