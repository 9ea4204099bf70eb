"""A draft is a folder of files and lines in a journal; what says the same is not drafted twice."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.journal import PublicationJournal
from orchestration.refusals import Refusal
from orchestration.register.book import Submission, TableCount
from orchestration.release.dataset import Dataset
from orchestration.release.draft import Draft, current_draft, make_draft
from tests.unit.orchestration.release.drafting import (
    COLUMNS,
    ROWS,
    WAITS,
    Rows,
    build,
    delivered,
    make_few_files,
)
from tests.unit.orchestration.sending import tree

DECEMBER = Month.parse("2025-12")
OTHER_ROWS: Rows = [(*ROWS[0][:4], "13", "50.0"), ROWS[1]]
AT = datetime(2026, 2, 1, 9, 0)
FILES = [
    "DRAFT.txt",
    "accounts.json",
    "data_dictionary.csv",
    "data_docs/index.html",
    "documents.md",
    "manifest.json",
]
FILES += ["waits.csv", "waits.meta.csv"]


@pytest.fixture(autouse=True)
def _few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    make_few_files(monkeypatch)


def draft(
    home: Home,
    name: str,
    rows: Rows | None = None,
    month: Month = DECEMBER,
    inputs: list[Submission] | None = None,
) -> Draft:
    made = build(home, name, rows)
    return make_draft(home, made, month, [WAITS], [delivered()] if inputs is None else inputs, AT)


def manifest_of(release: Draft) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((release.folder / "manifest.json").read_text("utf-8"))
    return told


def test_a_first_draft_is_a_folder_of_files_that_the_month_has(home: Home) -> None:
    release = draft(home, "first")
    assert (release.name, release.is_new, release.rows) == ("2025-12-draft-1", True, {"waits": 2})
    assert sorted(tree(release.folder)) == FILES
    assert current_draft(home, DECEMBER) == release.folder
    assert current_draft(home, Month.parse("2025-11")) is None
    assert (release.folder / "waits.csv").read_bytes() == (
        b"time_period,geographic_level,therapy,people_count,seen_percent,"
        b"time_identifier,country_code,country_name\n"
        b"2025,National,Speech,12,50.0,December,E92000001,England\n"
        b"2025,National,Physio,c,z,December,E92000001,England\n"
    )


def test_the_same_content_is_not_released_twice(home: Home) -> None:
    first = draft(home, "first")
    before = tree(home.drafts)
    again = draft(home, "second")
    assert (again.name, again.folder, again.is_new) == (first.name, first.folder, False)
    assert tree(home.drafts) == before


def test_changed_content_gets_the_next_number(home: Home) -> None:
    first = draft(home, "first")
    kept = tree(first.folder)
    second = draft(home, "second", OTHER_ROWS)
    assert (second.name, second.is_new) == ("2025-12-draft-2", True)
    assert current_draft(home, DECEMBER) == second.folder
    assert tree(first.folder) == kept
    back = draft(home, "third")
    assert (back.name, back.is_new) == ("2025-12-draft-3", True)
    assert current_draft(home, DECEMBER) == back.folder


def test_the_tenth_draft_is_followed_by_the_eleventh(home: Home) -> None:
    names = [draft(home, f"build {n}", [OTHER_ROWS, ROWS][n % 2]).name for n in range(11)]
    assert names == [f"2025-12-draft-{n}" for n in range(1, 12)]


def test_another_month_has_its_own_numbers(home: Home) -> None:
    assert draft(home, "december").name == "2025-12-draft-1"
    assert draft(home, "november", OTHER_ROWS, Month.parse("2025-11")).name == "2025-11-draft-1"


def test_a_draft_releases_nothing(home: Home) -> None:
    draft(home, "first")
    assert list(home.releases.iterdir()) == []


def test_who_drafted_and_what_the_gates_asked_are_lines_of_the_journal(home: Home) -> None:
    made = draft(home, "first")
    drafted, gated = PublicationJournal(home).events()
    assert (drafted.state, drafted.name, drafted.who) == ("drafted", made.name, "nightly run")
    assert drafted.told["whole"] == manifest_of(made)["whole"]
    assert (gated.state, gated.told) == ("gated", {"blocks": [], "queries": {}})
    draft(home, "second")
    assert len(PublicationJournal(home).events()) == 2


def test_new_inputs_alone_make_a_new_draft(home: Home) -> None:
    draft(home, "first")
    assert draft(home, "second", inputs=[]).is_new


def test_a_draft_tells_no_moment_and_is_the_same_in_another_home(
    home: Home, tmp_path: Path
) -> None:
    here = draft(home, "first")
    other = Home.at(tmp_path / "another home")
    later = delivered("2027-03-04T05:06:07", "renamed.csv")
    there = draft(other, "second name", inputs=[later])
    assert tree(here.folder) == tree(there.folder)
    text = b"".join(tree(here.folder).values()).decode()
    assert not re.search(r"\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}", text)
    assert "Quill" not in text
    assert str(home.root) not in text


def test_every_file_ends_its_lines_with_a_line_feed(home: Home) -> None:
    for content in tree(draft(home, "first").folder).values():
        assert b"\r" not in content
        assert content.endswith(b"\n")


def test_the_manifest_tells_what_went_in_and_what_came_out(home: Home) -> None:
    release = draft(home, "first")
    told = manifest_of(release)
    assert (told["month"], told["status"]) == ("2025-12", "draft")
    assert told["datasets"] == {"waits": 2}
    assert told["filters_left_out"] == {"waits": ["stage"]}
    assert told["gates"] == {"core": [{"rule": "CORE-01", "is_met": True, "rows": "0"}]}
    assert told["inputs"] == [
        {
            "source": "therapy_waits",
            "supplier": "X9901",
            "month": "2025-12",
            "submission_id": "0123456789abcdef",
            "sha256": ["ab" * 32],
        }
    ]
    assert told["sha256"] == {
        name: hashlib.sha256((release.folder / name).read_bytes()).hexdigest()
        for name in FILES
        if name != "manifest.json"
    }


def test_exact_counts_of_rows_stay_with_the_draft(home: Home) -> None:
    """A row may be a child's, and a table's rows are a figure that is shown rounded elsewhere."""
    made = build(home, "first")
    asked = {"rule": "CORE-01", "is_met": False, "severity": "warning", "unexpected_rows": 467}
    (made.gates / "core.json").write_text(json.dumps([asked]), encoding="utf-8")
    entry = replace(delivered(), tables={"referrals": TableCount(8713, 8709, 4)})
    release = make_draft(home, made, DECEMBER, [WAITS], [entry], AT)
    files = tree(release.folder)
    counted = json.loads(files.pop("accounts.json"))
    assert counted["rows_received"] == {
        entry.submission_id: {"referrals": {"received": 8713, "loaded": 8709, "set_aside": 4}}
    }
    assert counted["rows_by_room"] == {"core": {"facts": 7}, "published": {"pub_waits": 2}}
    assert counted["gates"]["core"][0]["unexpected_rows"] == 467
    told = json.loads(files["manifest.json"])
    assert told["gates"]["core"][0]["rows"] == "465"
    text = b"".join(files[name] for name in files if not name.startswith("data_docs/")).decode()
    without_hashes = re.sub(r"[0-9a-f]{64}", "", text)
    assert not re.search(r"8713|8709|467", without_hashes)


def test_a_dataset_without_rows_is_not_released_and_says_why(home: Home) -> None:
    made = build(home, "first", [])
    empty = Dataset("empty", "pub_waits", "Nothing", COLUMNS)
    release = make_draft(home, made, DECEMBER, [empty], [], AT)
    reason = "It has no rows: nothing that feeds it was received for its months."
    assert release.not_released == {"empty": reason}
    assert manifest_of(release)["not_released"] == {"empty": reason}
    held = sorted(tree(release.folder))
    assert held == FILES[:6]


def test_what_a_crash_left_half_made_is_not_taken_for_a_release(home: Home) -> None:
    aside = home.drafts / ".2025-12-draft-1"
    aside.mkdir()
    (aside / "waits.csv").write_text("half", encoding="utf-8")
    release = draft(home, "first")
    assert release.name == "2025-12-draft-1"
    assert sorted(tree(release.folder)) == FILES
    assert not aside.exists()


def test_what_dfes_screener_would_refuse_blocks_and_leaves_the_last_draft(home: Home) -> None:
    first = draft(home, "first")
    with pytest.raises(Refusal, match="row_twice: waits.csv") as refused:
        draft(home, "second", [ROWS[0], *ROWS])
    assert refused.value.rule == "V118"
    assert current_draft(home, DECEMBER) == first.folder


def test_what_the_screener_tells_and_nobody_can_avoid_is_in_the_manifest(home: Home) -> None:
    told = manifest_of(draft(home, "first"))["screened"]
    assert [(one["check"], one["where"]) for one in told] == [
        ("dictionary_column", "waits.meta.csv")
    ]
