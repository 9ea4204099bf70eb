"""Every piece of planted mess stands on the line that about.json names and is what it says.
What a pipeline should make of it is not tested here."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from sample_authority import mess_sen2, mess_waits
from sample_authority.days import unblade, unslashed
from sample_authority.identifiers import upn_check_letter
from sample_authority.reading import Made

Row = dict[str, str]


def earlier(row: Row, column: str, origin: str) -> bool:
    return unblade(row[column]) < unblade(row[origin])


def unmatched_cease(row: Row) -> bool:
    return bool(row["ceasedate"]) != bool(row["ceasereason"])


def undated_outcome(row: Row, column: str) -> bool:
    return row[column] == "" and row[column.removesuffix("date")] in ("Y", "N")


def seen_before_referral(row: Row) -> bool:
    return unslashed(row["first_contact_date"]) < unslashed(row["referral_received_date"])


HOLDS: dict[str, Callable[[Row, str], bool]] = {
    "upn_check_letter": lambda row, _: upn_check_letter(row["upn"][1:]) != row["upn"][0],
    "code_unknown": lambda row, column: row[column] in ("Q", "y", "ADHD"),
    "date_future": lambda row, column: unblade(row[column]).year == 2099,
    "date_ancient": lambda row, column: row[column] == "1900-Jan-01 00:00:00",
    "date_wrong_form": lambda row, column: ("/" in row[column]) == (column == "receiveddate"),
    "required_missing": lambda row, column: row[column] == "",
    "outcome_before_received": lambda row, column: earlier(row, column, "receiveddate"),
    "outcome_date_missing": undated_outcome,
    "outcome_date_unexpected": lambda row, column: (
        row["requestoutcome"] == "W" and row[column] != ""
    ),
    "cease_without_reason": lambda row, _: unmatched_cease(row),
    "cease_before_start": lambda row, column: (
        earlier(row, column, "startdate") and row["ceasereason"] != ""
    ),
    "contact_before_referral": lambda row, _: seen_before_referral(row),
    "nhs_number_as_pseudonym": lambda row, column: row[column].startswith("999"),
    "service_adult": lambda row, column: row[column] == "ADULT_MSK",
    "words_for_missing": lambda row, column: row[column] in ("Awaiting data", "n/a", "-"),
    "spaces": lambda row, column: row[column] != row[column].strip() != "",
    "clock_start_blank": lambda row, column: row[column] == "",
    "awkward_text": lambda row, column: any(
        row[column] in texts
        for texts in (mess_sen2.AWKWARD_SURNAMES, mess_sen2.AWKWARD_TEXTS, mess_sen2.AWKWARD_NAMES)
    ),
}
KEYS = {
    "requests": ("persontableid", "receiveddate"),
    "therapy": ("patient_pseudo_id", "service", "stage"),
}


def key_of(file: str, row: Row) -> tuple[str, ...]:
    columns = KEYS["requests" if file.endswith("_requests.csv") else "therapy"]
    return tuple(row[column] for column in columns)


def row_holds(made: Made, entry: dict[str, str], line: int) -> bool:
    rows = made.records(entry["file"])
    row = rows[line]
    if entry["kind"] == "orphan":
        people = made.records(entry["file"].replace("_requests", "_person")).values()
        return row["persontableid"] not in {person["persontableid"] for person in people}
    if entry["kind"] == "duplicate_row":
        same = [at for at in rows if key_of(entry["file"], rows[at]) == key_of(entry["file"], row)]
        return len(same) == 2 and max(same) == line
    return HOLDS[entry["kind"]](row, entry["column"])


def of_case_system_and_lists(made: Made) -> list[dict[str, Any]]:
    """What is planted in rows of the two oldest sources; the door is asked about all of them."""
    ours = ("landing/sen2/", "landing/therapy_waits/")
    return [p for p in made.planted if p["line"] and p["file"].startswith(ours)]


@pytest.mark.parametrize("mess", ["real", "hostile"])
def test_every_planted_line_holds_what_is_claimed(
    mess: str, request: pytest.FixtureRequest
) -> None:
    made: Made = request.getfixturevalue(mess)
    rows = [p for p in of_case_system_and_lists(made) if p["kind"] != "extra_column"]
    assert len(rows) > 60
    assert [p for p in rows if not row_holds(made, p, p["line"])] == []


def test_no_row_is_planted_twice_and_no_person_either(hostile: Made) -> None:
    places = Counter((p["file"], p["line"]) for p in of_case_system_and_lists(hostile))
    assert max(places.values()) == 1
    people: Counter[tuple[str, str]] = Counter()
    for entry in hostile.planted:
        if "/sen2/" in entry["file"] and entry["line"] and entry["kind"] != "extra_column":
            row = hostile.records(entry["file"])[entry["line"]]
            people[entry["file"].rsplit("/", 1)[0], mess_sen2.root_of(row["NativeId"])] += 1
    assert max(people.values()) == 1


def test_every_kind_is_planted_twice_and_in_the_last_month(real: Made) -> None:
    wanted = {(kind.kind, kind.column) for kind in (*mess_sen2.REAL, *mess_waits.REAL)}
    planted = of_case_system_and_lists(real)
    everywhere = Counter((p["kind"], p["column"]) for p in planted)
    last = {(p["kind"], p["column"]) for p in planted if "/2025-12/" in p["file"]}
    assert wanted <= last
    assert all(everywhere[kind] >= 2 for kind in wanted)


def test_every_planted_file_is_there(hostile: Made) -> None:
    absent = [p for p in hostile.planted if not (hostile.out / p["file"]).exists()]
    assert absent == []
    assert hostile.summary.planted == len(hostile.planted)


def test_a_clean_authority_has_nothing_planted(clean: Made) -> None:
    assert clean.planted == []


def test_hostile_text_moves_physical_lines(hostile: Made) -> None:
    breaks = 0
    for entry in hostile.planted:
        if entry["kind"] == "awkward_text" and "/sen2/" in entry["file"]:
            row = hostile.records(entry["file"])[entry["line"]]
            breaks += "\n" in row[entry["column"]]
    assert breaks > 0
