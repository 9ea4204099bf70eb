"""A ledger is scored against a known truth, by hand-computed cases; a useless truth is refused."""

from pathlib import Path

import pytest

from orchestration.ducks import open_memory
from orchestration.home import Home
from orchestration.identity.score import score, score_home
from orchestration.refusals import Refusal
from tests.unit.orchestration.identity.linked_families import SYSTEMS, link, person, upn_of

HEADINGS = "known_by,supplier_code,supplier_person_id,child,errors"
Found = dict[str, str]
Truth = dict[str, tuple[str, str]]


def scored(found: Found, truth: Truth) -> dict[str, object]:
    """Records are named e1, h1, c1 ... by agency; each with the person found, and the true child
    with what is wrong in the record."""
    agencies = {"e": "education", "h": "health", "c": "care"}
    with open_memory() as con:
        names = "known_by varchar, supplier_code varchar, supplier_person_id varchar"
        con.execute(f"create temp table found ({names}, agency varchar, person varchar)")
        con.execute(f"create temp table truth ({names}, child varchar, errors varchar)")
        for own, who in found.items():
            con.execute(
                "insert into found values ('id', 's', ?, ?, ?)", [own, agencies[own[0]], who]
            )
        for own, (child, errors) in truth.items():
            con.execute("insert into truth values ('id', 's', ?, ?, ?)", [own, child, errors])
        return score(con)


def test_a_ledger_that_is_right_in_everything_scores_one_in_everything() -> None:
    found = {"e1": "a", "h1": "a", "c1": "a", "e2": "b", "h3": "c"}
    truth = {own: (who, "") for own, who in found.items()}
    told = scored(found, truth)
    assert told["pairs"] == {"precision": 1, "recall": 1, "right": 3, "found": 3, "wrong": 0}
    assert told["people"] == {"precision": 1, "recall": 1, "found": 1, "right": 1}
    assert (told["records"], told["unknown_records"]) == (5, 0)


def test_a_wrong_and_a_missed_link_are_counted_by_agencies_people_and_error() -> None:
    # Child 1: e1, h1 found, c1 missed. Child 2: e2, h2 found. Child 3's h3 is taken for child 2.
    found = {"e1": "a", "h1": "a", "c1": "x", "e2": "b", "h2": "b", "c3": "b", "h3": "y"}
    truth = {
        "e1": ("1", ""), "h1": ("1", "moved"), "c1": ("1", "typo + moved"),
        "e2": ("2", ""), "h2": ("2", ""), "c3": ("3", "typo"), "h3": ("3", ""),
    }  # fmt: skip
    told = scored(found, truth)
    # Right pairs: e1h1 e1c1 h1c1 e2h2 c3h3; found pairs: e1h1 e2h2 e2c3 h2c3.
    assert told["pairs"] == {"precision": 0.5, "recall": 0.4, "right": 5, "found": 4, "wrong": 2}
    assert told["by_agencies"] == {
        "care-education": {"precision": 0, "recall": 0, "right": 1, "found": 1, "wrong": 1},
        "care-health": {"precision": 0, "recall": 0, "right": 2, "found": 1, "wrong": 1},
        "education-health": {"precision": 1, "recall": 1, "right": 2, "found": 2, "wrong": 0},
    }
    # Moved: h1 in e1h1 (found) and h1c1, c1 in e1c1 and h1c1. Typo: c1 twice, c3 once.
    assert told["by_error"] == {
        "moved": {"right": 4, "recall": 0.25},
        "none": {"right": 5, "recall": 0.6},
        "typo": {"right": 3, "recall": 0.0},
    }
    # People of several records: found {e1,h1} {e2,h2,c3}; true {e1,h1,c1} {e2,h2} {c3,h3}.
    assert told["people"] == {"precision": 0, "recall": 0, "found": 2, "right": 3}


def test_two_records_of_one_agency_are_no_pair_but_are_a_person() -> None:
    told = scored({"c1": "a", "c2": "a"}, {"c1": ("1", ""), "c2": ("1", "")})
    assert told["pairs"] == {"precision": 1, "recall": 1, "right": 0, "found": 0, "wrong": 0}
    assert told["people"] == {"precision": 1, "recall": 1, "found": 1, "right": 1}


def test_records_that_only_one_side_knows_are_counted_and_left_out() -> None:
    found = {"e1": "a", "h1": "a", "h9": "a"}
    truth = {"e1": ("1", ""), "h1": ("1", ""), "c7": ("1", ""), "c8": ("2", "")}
    told = scored(found, truth)
    assert (told["records"], told["unknown_records"]) == (2, 2)
    assert told["pairs"] == {"precision": 1, "recall": 1, "right": 1, "found": 1, "wrong": 0}


def test_a_truth_of_which_nothing_is_known_is_refused() -> None:
    with pytest.raises(Refusal, match="None of the records it speaks of is known here"):
        scored({"e1": "a"}, {"e2": ("1", "")})


@pytest.fixture
def linked(home: Home) -> Home:
    link(home, [
        person("education", "e1", "Tabitha", "Ravensworthy", upn=upn_of(1)),
        person("care", "c1", "Tabitha", "Ravensworthy", upn=upn_of(1)),
    ])  # fmt: skip
    return home


def of_folder(home: Home, folder: Path, *lines: str) -> dict[str, object]:
    folder.mkdir(exist_ok=True)
    (folder / "truth_people.csv").write_text("\n".join(lines) + "\n")
    with open_memory(home) as con:
        return score_home(con, home, folder)


def test_a_home_is_scored_against_the_file_of_a_folder(linked: Home, tmp_path: Path) -> None:
    one, other = (",".join(SYSTEMS[agency]) for agency in ("education", "care"))
    told = of_folder(
        linked, tmp_path / "truth", HEADINGS, f"{one},e1,1,", f"{other},c1,1,", f"{other},c9,1,"
    )
    assert (told["records"], told["unknown_records"]) == (2, 1)
    assert told["pairs"] == {"precision": 1, "recall": 1, "right": 1, "found": 1, "wrong": 0}


def test_a_truth_without_a_column_is_refused_by_its_name(linked: Home, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="has no column child, errors"):
        of_folder(linked, tmp_path / "truth", "known_by,supplier_code,supplier_person_id", "a,b,c")


def test_a_truth_that_names_a_record_twice_is_refused(linked: Home, tmp_path: Path) -> None:
    line = ",".join((*SYSTEMS["care"], "c1", "1", ""))
    with pytest.raises(Refusal, match="names a record twice"):
        of_folder(linked, tmp_path / "truth", HEADINGS, line, line)


def test_a_folder_without_a_truth_is_refused_with_what_to_do(linked: Home, tmp_path: Path) -> None:
    with open_memory(linked) as con, pytest.raises(Refusal, match="sendmart sample --truth"):
        score_home(con, linked, tmp_path)
