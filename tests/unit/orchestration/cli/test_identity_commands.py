"""The commands of stewards: a list that names nobody, evidence that is noted, answers that hold."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from orchestration.audit import accesses
from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.identity.models import county_model
from tests.unit.orchestration.identity.linked_families import (
    SYSTEMS,
    Row,
    families,
    link,
    person,
    upn_of,
)

TWINS = (
    person("education", "twin-school", "Georgina", "Birdwhistle", upn=upn_of(1), sex="F"),
    person("care", "twin-care", "Theodora", "Birdwhistle", sex="F"),
)
LINKED = (
    person("education", "same-school", "Tabitha", "Ravensworthy", upn=upn_of(2), sex="F"),
    person("care", "same-care", "Tabitha", "Ravensworthy", sex="F"),
)
# Two pupils whom nothing but their numbers tells apart, and one record of care that fits both.
TORN = (
    *(person("education", own, "Xiomara", "Ottershaw", upn=upn_of(number), postcode="ZZ45 8RT")
      for own, number in (("torn-first", 3), ("torn-second", 4))),
    person("care", "torn-care", "Xiomara", "Ottershaw", postcode="ZZ45 8RT"),
)  # fmt: skip
ROWS = [*TWINS, *LINKED, *TORN, *families(600, "education", "other", sex="F")]
NAMED = ("Birdwhistle", "Georgina", "Theodora", "twin-school", "twin-care", upn_of(1), "ZZ31")


@pytest.fixture
def linked(home: Home) -> Home:
    night = link(home, ROWS)
    assert night.is_asked("twin-school", "twin-care")
    assert night.are_one("torn-first", "torn-care")
    assert night.is_asked("torn-second", "torn-care")
    return home


def sendmart(*words: str, ends_with: int = 0) -> str:
    told = CliRunner().invoke(app, ["identity", *words])
    assert told.exit_code == ends_with, told.output
    assert "Traceback" not in told.output
    return told.output


def answer(*words: str) -> Any:
    return json.loads(sendmart(*words, "--json"))


def item(reason: str = "twins") -> str:
    [found] = [each["item"] for each in answer("review")["questions"] if reason in each["reasons"]]
    return str(found)


def records(rows: tuple[Row, Row]) -> list[str]:
    named = [":".join((*SYSTEMS[row["agency"]], row["supplier_person_id"])) for row in rows]
    return ["--record", named[0], "--record", named[1]]


def test_the_review_lists_questions_and_nothing_identifiable(linked: Home) -> None:
    told = answer("review")
    assert told["open"] == len(told["questions"]) == 2
    assert told["waiting_for_a_second"] == 0
    for output in (json.dumps(told), sendmart("review")):
        assert "twins and siblings" in " ".join(output.split())
        assert not any(name in output for name in NAMED)
    assert len(answer("review", "--limit", "1")["questions"]) == 1


def test_the_evidence_of_a_question_is_shown_and_whoever_looks_is_noted(linked: Home) -> None:
    told = answer("show", item(), "--why", "Case 12")
    assert {told["left"]["forename"], told["right"]["forename"]} == {"Georgina", "Theodora"}
    assert "Georgina" in sendmart("show", item(), "--why", "Case 12")
    noted = [each for each in accesses(linked) if each.what == "sendmart identity show"]
    assert [each.why for each in noted] == ["Case 12", "Case 12"]


def test_nobody_is_shown_anything_without_a_reason(linked: Home) -> None:
    assert "--why" in sendmart("show", item(), ends_with=2)


def test_an_answer_holds_at_once_and_closes_the_question(linked: Home) -> None:
    asked = item()
    told = answer("decide", asked, "--same", "--why", "one child", "--who", "ann")
    assert told == {"verdict": "same", "is_in_force": True}
    assert answer("review")["open"] == 1
    assert link(linked, ROWS).are_one("twin-school", "twin-care")


def test_what_contradicts_needs_two_to_overrule(linked: Home) -> None:
    asked = item("two people of one supplier, or two numbers")
    words = ["decide", asked, "--same", "--why", "the school said so"]
    assert answer(*words, "--who", "ann")["is_in_force"] is False
    assert answer("review")["waiting_for_a_second"] == 1
    assert not link(linked, ROWS).are_one("torn-second", "torn-care")
    said = " ".join(sendmart(*words, "--who", "Ann", ends_with=1).split())
    assert "A second person must decide the same" in said
    assert answer(*words, "--who", "ben")["is_in_force"] is True
    after = link(linked, ROWS)
    assert after.are_one("torn-second", "torn-care")
    assert not after.are_one("torn-first", "torn-second")


def test_an_override_takes_two_people(linked: Home) -> None:
    words = ["override", *records(LINKED), "--different", "--why", "cousins"]
    assert "A second person must say the same" in sendmart(*words, "--who", "ann")
    assert link(linked, ROWS).are_one("same-school", "same-care")
    assert answer(*words, "--who", "ben") == {"verdict": "different", "is_in_force": True}
    assert not link(linked, ROWS).are_one("same-school", "same-care")
    [event] = answer("events")
    assert event["kind"] == "split"
    assert "split" in sendmart("events")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--record", "a:b:c"], "It takes two records"),
        (["--record", "a:b:c", "--record", "a:b:c"], "It takes two records"),
        (["--record", "a:b", "--record", "a:b:c"], "WORD:SUPPLIER:ID"),
    ],
)
def test_an_override_of_no_two_records_is_refused(given: list[str], told: str, home: Home) -> None:
    assert told in sendmart("override", *given, "--same", "--why", "x", ends_with=1)


def test_a_question_that_is_not_there_is_refused_in_words(linked: Home) -> None:
    for words in (["show", "nothing"], ["decide", "nothing", "--same"]):
        said = sendmart(*words, "--why", "x", ends_with=1)
        assert "sendmart identity review" in " ".join(said.split())


def test_an_empty_home_has_no_questions_and_no_events(home: Home) -> None:
    assert answer("review")["questions"] == []
    assert answer("events") == []


def test_nothing_can_be_learnt_before_a_night_was_run(home: Home) -> None:
    assert "Run a night first: sendmart run" in " ".join(sendmart("train", ends_with=1).split())
    assert not (home.linked / "models").exists()
    assert county_model().version


def test_a_score_tells_rates_and_how_many_are_unknown(linked: Home, tmp_path: Path) -> None:
    lines = ["known_by,supplier_code,supplier_person_id,child,errors"]
    for place, rows in enumerate((TWINS, LINKED)):
        for number, row in enumerate(rows):
            child = f"{place}-{number}" if rows is TWINS else f"{place}"
            named = (*SYSTEMS[row["agency"]], row["supplier_person_id"])
            lines.append(",".join((*named, child, "")))
    lines.append(",".join((*SYSTEMS["care"], "nobody", "9", "")))
    (tmp_path / "truth_people.csv").write_text("\n".join(lines) + "\n")
    told = answer("score", "--truth", str(tmp_path))
    assert told["pairs"] == {"precision": 1, "recall": 1, "right": 1, "found": 1, "wrong": 0}
    assert (told["records"], told["unknown_records"]) == (4, 1)
    assert "4 records scored; 1 are unknown." in sendmart("score", "--truth", str(tmp_path))
    refused = sendmart("score", "--truth", str(tmp_path / "none"), ends_with=1)
    assert "sendmart sample --truth" in " ".join(refused.split())
