"""From draft to release: who may say yes, when it may go out, and what is never changed again."""

import csv
import json
import stat
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from orchestration.audit import accesses
from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.calendar import TooEarly
from orchestration.publication.journal import STANDS_AT, PublicationJournal
from orchestration.refusals import Refusal
from orchestration.release.approving import approve, early_sight, schedule, waive
from orchestration.release.draft import THE_NIGHT
from orchestration.release.editing import edit_words, read_words
from orchestration.release.overview import announced, overview, sentences
from orchestration.release.releasing import EARLY_SIGHT, revise, withdraw
from orchestration.release.settling import releases_in_place
from tests.unit.orchestration.release.drafting import ROWS, make_few_files
from tests.unit.orchestration.release.stepping import (
    ADA,
    BLOCK,
    CALENDAR,
    DECEMBER,
    DECIDED_AT,
    DRAFTED_AT,
    IDRIS,
    OTHER_ROWS,
    OUT_AT,
    OWEN,
    PEOPLE,
    QUERY,
    RUTH,
    approved,
    drafted,
    manifest_of,
    out,
    released,
    scheduled,
    states,
    told,
)
from tests.unit.orchestration.sending import tree

LATER = OUT_AT + timedelta(days=20)
WHY = "A provider sent its list again."


@pytest.fixture(autouse=True)
def _few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    make_few_files(monkeypatch)


def revised(home: Home, at: datetime = LATER) -> None:
    drafted(home, OTHER_ROWS, at=at)
    revise(home, PEOPLE, DECEMBER, ADA, WHY, at)
    approved(home, at)
    moment = schedule(home, PEOPLE, CALENDAR, DECEMBER, ADA, at).said
    assert "09:30" in moment
    assert released(home, at + timedelta(days=7)).is_new


def test_a_month_goes_from_draft_to_release(home: Home) -> None:
    answer = out(home)
    assert (answer.name, answer.state, answer.is_new) == ("2025-12-v1", "released", True)
    assert states(home) == ["drafted", "gated", "approved", "scheduled", "released"]
    assert releases_in_place(home) == {"2025-12": "2025-12-v1"}
    noted = [access.what for access in accesses(home) if STANDS_AT not in access.what]
    assert noted == [
        "publication: drafted 2025-12-draft-1",
        "publication: gated 2025-12-draft-1",
        "publication: approved 2025-12-draft-1",
        "publication: scheduled 2025-12-draft-1",
        "publication: released 2025-12-v1",
    ]


def test_what_is_released_is_what_was_approved(home: Home) -> None:
    draft = drafted(home)
    approved(home)
    scheduled(home)
    folder = home.releases / released(home).name
    before, after = tree(draft.folder), tree(folder)
    for name in ("DRAFT.txt", "accounts.json", "data_docs/index.html", "manifest.json"):
        before.pop(name)
    manifest = json.loads(after.pop("manifest.json"))
    assert after.pop(EARLY_SIGHT) == b"post,why,seen_at_utc\nDirector,Answers for it.,\n"
    assert after == before
    assert (manifest["status"], manifest["approved_by"]) == ("2025-12-v1", "Head of performance")
    assert manifest["draft_whole"] == manifest_of(draft.folder)["whole"]
    assert b"2025-12-v1" in after["documents.md"]


def test_released_files_are_read_only(home: Home) -> None:
    folder = home.releases / out(home).name
    writable = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    assert [path for path in folder.iterdir() if path.stat().st_mode & writable] == []


def test_every_step_said_again_says_so_and_changes_nothing(home: Home) -> None:
    steps: list[Callable[[Home], object]] = [drafted, approved, scheduled, released]
    for step in steps:
        step(home)
        held = (tree(home.drafts), tree(home.releases), tree(home.publication))
        answer = step(home)
        assert not answer.is_new, step  # type: ignore[attr-defined]
        assert (tree(home.drafts), tree(home.releases), tree(home.publication)) == held
    assert "already released" in approved(home, OUT_AT).said
    assert "already released" in scheduled(home, OUT_AT).said


def test_the_author_cannot_approve(home: Home) -> None:
    drafted(home, who=IDRIS)
    with pytest.raises(Refusal, match="drafted 2025-12-draft-1"):
        approve(home, PEOPLE, DECEMBER, "  idris   VALE ", DECIDED_AT)
    assert approve(home, PEOPLE, DECEMBER, RUTH, DECIDED_AT).is_new


def test_who_drafts_the_same_again_is_an_author_too(home: Home) -> None:
    first = drafted(home, who=THE_NIGHT)
    again = drafted(home, who=IDRIS, at=DRAFTED_AT + timedelta(hours=1))
    assert (again.name, again.is_new) == (first.name, False)
    assert told(home).draft and told(home).draft.authors == (THE_NIGHT, IDRIS)  # type: ignore[union-attr]
    with pytest.raises(Refusal, match="Somebody else"):
        approve(home, PEOPLE, DECEMBER, IDRIS, DECIDED_AT)


@pytest.mark.parametrize("who", ["Nobody Known", ADA, OWEN])
def test_only_a_listed_approver_approves(home: Home, who: str) -> None:
    drafted(home)
    with pytest.raises(Refusal, match="not listed as approver"):
        approve(home, PEOPLE, DECEMBER, who, DECIDED_AT)


def test_nothing_is_approved_without_a_draft(home: Home) -> None:
    with pytest.raises(Refusal, match="No draft of 2025-12 waits"):
        approved(home)


def test_a_query_is_answered_in_writing_before_it_is_approved(home: Home) -> None:
    drafted(home, gates=[QUERY])
    with pytest.raises(Refusal, match="queries that nobody answered: V114"):
        approved(home)
    with pytest.raises(Refusal, match="answered in writing"):
        waive(home, PEOPLE, DECEMBER, "V114", RUTH, "  ", DECIDED_AT)
    with pytest.raises(Refusal, match="not listed as approver"):
        waive(home, PEOPLE, DECEMBER, "V114", ADA, "It is so.", DECIDED_AT)
    with pytest.raises(Refusal, match="V999 is no query"):
        waive(home, PEOPLE, DECEMBER, "V999", RUTH, "It is so.", DECIDED_AT)
    assert waive(home, PEOPLE, DECEMBER, "V114", RUTH, "A new clinic opened.", DECIDED_AT).is_new
    again = waive(home, PEOPLE, DECEMBER, "V114", RUTH, "A new clinic opened.", DECIDED_AT)
    assert (again.is_new, "answered already" in again.said) == (False, True)
    approved(home)
    scheduled(home)
    folder = home.releases / released(home).name
    assert list(manifest_of(folder)["waivers"].values()) == ["A new clinic opened."]


def test_a_query_of_another_draft_has_to_be_answered_again(home: Home) -> None:
    drafted(home, gates=[QUERY])
    waive(home, PEOPLE, DECEMBER, "V114", RUTH, "A new clinic opened.", DECIDED_AT)
    later = DECIDED_AT + timedelta(hours=1)
    drafted(home, OTHER_ROWS, gates=[QUERY], at=later)
    with pytest.raises(Refusal, match="2025-12-draft-2 has queries"):
        approved(home, later)


def test_a_block_cannot_be_waived(home: Home) -> None:
    assert drafted(home, gates=[QUERY, BLOCK]).state == "blocked"
    with pytest.raises(Refusal, match="nobody can waive a block"):
        waive(home, PEOPLE, DECEMBER, "V110", RUTH, "Never mind.", DECIDED_AT)
    waive(home, PEOPLE, DECEMBER, "V114", RUTH, "It is so.", DECIDED_AT)
    with pytest.raises(Refusal, match="blocked. V110: Little changed"):
        approved(home)


def test_a_later_draft_needs_an_approval_of_its_own(home: Home) -> None:
    drafted(home)
    approved(home)
    scheduled(home)
    later = drafted(home, OTHER_ROWS, at=DECIDED_AT + timedelta(days=1))
    assert (later.name, later.state) == ("2025-12-draft-2", "gated")
    answer = released(home)
    version = told(home).in_place
    assert version and (answer.name, version.draft) == ("2025-12-v1", "2025-12-draft-1")
    with pytest.raises(Refusal, match="nobody said why it is revised"):
        approved(home, OUT_AT)
    revise(home, PEOPLE, DECEMBER, ADA, WHY, OUT_AT)
    with pytest.raises(Refusal, match="made before 2025-12-v1 was released"):
        approved(home, OUT_AT)


def test_a_draft_that_was_changed_is_neither_approved_nor_released(home: Home) -> None:
    path = drafted(home).folder / "waits.csv"
    kept = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(kept.replace(b"12", b"14"))
    with pytest.raises(Refusal, match="waits.csv: changed"):
        approved(home)
    path.write_bytes(kept)
    approved(home)
    scheduled(home)
    path.write_bytes(kept.replace(b"12", b"14"))
    with pytest.raises(Refusal, match="waits.csv: changed"):
        released(home)
    assert not (home.releases / "2025-12-v1").exists()


def test_nothing_goes_out_before_its_moment(home: Home) -> None:
    out_at = OUT_AT
    drafted(home)
    with pytest.raises(Refusal, match="gated, not scheduled"):
        released(home)
    approved(home)
    with pytest.raises(Refusal, match="approved, not scheduled"):
        released(home)
    assert "Thursday 12 February 2026, 09:30" in scheduled(home).said
    with pytest.raises(TooEarly, match="embargo until Thursday 12 February 2026, 09:30"):
        released(home, out_at - timedelta(seconds=1))
    assert releases_in_place(home) == {}
    assert released(home, out_at).is_new


def test_a_clock_that_was_moved_back_is_refused(home: Home) -> None:
    drafted(home)
    approved(home)
    with pytest.raises(Refusal, match="Set the clock right"):
        scheduled(home, DECIDED_AT - timedelta(seconds=1))
    with pytest.raises(Refusal, match="Set the clock right"):
        drafted(home, OTHER_ROWS, at=DRAFTED_AT - timedelta(days=1))


def test_another_day_is_named_with_its_reason(home: Home) -> None:
    drafted(home)
    with pytest.raises(Refusal, match="No draft is approved"):
        scheduled(home)
    approved(home)
    day = date(2026, 2, 11)
    with pytest.raises(Refusal, match="The calendar says Thursday 12 February"):
        schedule(home, PEOPLE, CALENDAR, DECEMBER, ADA, DECIDED_AT, day)
    with pytest.raises(Refusal, match="is past"):
        schedule(home, PEOPLE, CALENDAR, DECEMBER, ADA, DECIDED_AT, date(2026, 2, 2), "Soon.")
    answer = schedule(home, PEOPLE, CALENDAR, DECEMBER, ADA, DECIDED_AT, day, "The council meets.")
    assert "Wednesday 11 February" in answer.said
    assert "already scheduled" in scheduled(home).said


def test_early_sight_is_for_those_on_the_list_in_the_last_day_and_goes_out_with_it(
    home: Home,
) -> None:
    def look(name: str, at: datetime) -> object:
        return early_sight(home, PEOPLE, CALENDAR, DECEMBER, name, ADA, at)

    day_before = OUT_AT - timedelta(hours=24)
    drafted(home)
    with pytest.raises(Refusal, match="No draft of 2025-12 is scheduled"):
        look(OWEN, DECIDED_AT)
    approved(home)
    scheduled(home)
    with pytest.raises(TooEarly, match="Early sight begins Wednesday 11 February 2026, 09:30"):
        look(OWEN, day_before - timedelta(seconds=1))
    with pytest.raises(Refusal, match="not listed as early sight"):
        look(RUTH, day_before)
    assert str(home.drafts / "2025-12-draft-1") in look(OWEN, day_before).said  # type: ignore[attr-defined]
    look(OWEN, day_before + timedelta(hours=3))
    with pytest.raises(Refusal, match="early sight is over"):
        look(OWEN, OUT_AT)
    folder = home.releases / released(home).name
    with (folder / EARLY_SIGHT).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["seen_at_utc"] for row in rows] == ["2026-02-11T09:30:00", "2026-02-11T12:30:00"]
    assert OWEN.encode() not in (folder / EARLY_SIGHT).read_bytes(), "a post, never a name"


def test_a_released_month_that_did_not_change_gets_no_draft(home: Home) -> None:
    out(home)
    held = tree(home.drafts)
    again = drafted(home, at=LATER)
    assert (again.name, again.state, again.is_new) == ("2025-12-v1", "released", False)
    assert tree(home.drafts) == held
    with pytest.raises(Refusal, match="nothing to revise"):
        revise(home, PEOPLE, DECEMBER, ADA, WHY, LATER)


def test_a_released_month_that_changed_shows_as_a_revision_that_waits(home: Home) -> None:
    out(home)
    waiting = drafted(home, OTHER_ROWS, at=LATER, who=THE_NIGHT)
    assert (waiting.name, waiting.changed) == ("2025-12-draft-2", 1)
    [month] = overview(home, CALENDAR)
    assert sentences(month)[1] == (
        "Revision waiting for 2025-12: 2025-12-draft-2 (gated) changes 1 cells."
    )
    assert "--revise" in month.next_step
    drafted(home, at=LATER + timedelta(days=1), who=THE_NIGHT)
    assert states(home)[-1] == "dropped"
    assert told(home).waiting is None


def test_a_revision_is_a_new_version_and_the_old_one_stays(home: Home) -> None:
    old = home.releases / out(home).name
    kept = tree(old)
    revised(home)
    assert tree(old) == kept
    assert releases_in_place(home) == {"2025-12": "2025-12-v2"}
    manifest = manifest_of(home.releases / "2025-12-v2")
    assert (manifest["supersedes"], manifest["revised_because"]) == ("2025-12-v1", WHY)
    assert (manifest["follows"], manifest["version"]) == ("2025-12-v1", "2025-12-v2")
    assert states(home)[-2:] == ["released", "superseded"]
    notice = (home.releases / "2025-12-v1.notice.txt").read_text(encoding="utf-8")
    assert f"superseded. By 2025-12-v2. {WHY}" in notice
    handed = (home.releases / "2025-12-v2" / "documents.md").read_text(encoding="utf-8")
    assert handed.splitlines() == ["2025-12-v2", "waits", "0123456789abcdef"]


def test_a_revision_needs_a_release_and_a_reason_and_says_it_once(home: Home) -> None:
    with pytest.raises(Refusal, match="Nothing of 2025-12 is released"):
        revise(home, PEOPLE, DECEMBER, ADA, WHY, DRAFTED_AT)
    out(home)
    drafted(home, OTHER_ROWS, at=LATER)
    with pytest.raises(Refusal, match="has a reason"):
        revise(home, PEOPLE, DECEMBER, ADA, " ", LATER)
    assert revise(home, PEOPLE, DECEMBER, ADA, WHY, LATER).is_new
    assert "already being revised" in revise(home, PEOPLE, DECEMBER, ADA, WHY, LATER).said


def test_a_withdrawn_version_gives_its_place_back_and_stays(home: Home) -> None:
    out(home)
    revised(home)
    held, at = tree(home.releases / "2025-12-v2"), LATER + timedelta(days=8)

    def take_back(name: str = "") -> object:
        return withdraw(home, PEOPLE, DECEMBER, RUTH, "A wrong total.", at, name)

    assert "In place for 2025-12 is 2025-12-v1" in take_back().said  # type: ignore[attr-defined]
    assert releases_in_place(home) == {"2025-12": "2025-12-v1"}
    assert states(home)[-2:] == ["withdrawn", "reinstated"]
    again = take_back()
    assert "already withdrawn" in again.said  # type: ignore[attr-defined]
    assert releases_in_place(home) == {"2025-12": "2025-12-v1"}, "said twice is not said of v1"
    assert tree(home.releases / "2025-12-v2") == held
    notice = (home.releases / "2025-12-v2.notice.txt").read_text(encoding="utf-8")
    assert "withdrawn. A wrong total." in notice
    take_back("2025-12-v1")
    assert releases_in_place(home) == {}
    assert (home.releases / "2025-12-v1").is_dir()
    drafted(home, at=at)
    approved(home, at)
    scheduled(home, at)
    assert released(home, at + timedelta(days=9)).name == "2025-12-v3"


def test_an_approval_is_withdrawn_too(home: Home) -> None:
    drafted(home)
    with pytest.raises(Refusal, match="Neither released nor approved"):
        withdraw(home, PEOPLE, DECEMBER, RUTH, "A doubt.", DECIDED_AT)
    approved(home)
    scheduled(home)
    with pytest.raises(Refusal, match="not listed as approver"):
        withdraw(home, PEOPLE, DECEMBER, ADA, "A doubt.", DECIDED_AT)
    withdraw(home, PEOPLE, DECEMBER, RUTH, "A doubt.", DECIDED_AT)
    with pytest.raises(Refusal, match="gated, not scheduled"):
        released(home)


def test_a_month_follows_the_release_of_the_latest_month_before(home: Home) -> None:
    out(home)
    january = Month.parse("2026-01")
    folder = drafted(home, OTHER_ROWS, month=january, at=LATER).folder
    assert manifest_of(folder)["follows"] == "2025-12-v1"
    earlier = drafted(home, OTHER_ROWS, month=Month.parse("2025-11"), at=LATER).folder
    assert manifest_of(earlier)["follows"] == ""


def test_edited_words_are_kept_and_make_their_editor_an_author(home: Home) -> None:
    drafted(home, who=THE_NIGHT)
    words = {"waits": "Waits fell, as a clinic opened."}
    assert edit_words(home, PEOPLE, DECEMBER, words, IDRIS, DRAFTED_AT).is_new
    assert not edit_words(home, PEOPLE, DECEMBER, words, IDRIS, DRAFTED_AT).is_new
    draft = drafted(home, who=THE_NIGHT, at=DRAFTED_AT + timedelta(minutes=1))
    assert draft.name == "2025-12-draft-2"
    assert (draft.folder / "documents.md").read_text("utf-8").endswith("as a clinic opened.\n")
    edit = manifest_of(draft.folder)["edits"]["waits"]
    assert (edit["words"], edit["who"]) == (words["waits"], IDRIS)
    with pytest.raises(Refusal, match="edited its words"):
        approve(home, PEOPLE, DECEMBER, IDRIS, DECIDED_AT)
    assert approved(home).is_new


def test_words_for_other_figures_are_asked_about(home: Home) -> None:
    drafted(home)
    edit_words(home, PEOPLE, DECEMBER, {"waits": "It fell."}, ADA, DRAFTED_AT)
    drafted(home, OTHER_ROWS, at=DECIDED_AT)
    with pytest.raises(Refusal, match="nobody answered: WORDS"):
        approved(home)
    edit_words(home, PEOPLE, DECEMBER, {"waits": ""}, ADA, DECIDED_AT)
    drafted(home, OTHER_ROWS, at=DECIDED_AT + timedelta(seconds=1))
    assert approved(home, DECIDED_AT + timedelta(seconds=1)).is_new


def test_words_are_of_a_dataset_by_an_author_and_hold_no_address(home: Home) -> None:
    with pytest.raises(Refusal, match="has words to be edited"):
        edit_words(home, PEOPLE, DECEMBER, {"waits": "It fell."}, ADA, DRAFTED_AT)
    drafted(home)
    for words, who, said in [
        ({"wiats": "It fell."}, ADA, "no dataset wiats"),
        ({"waits": "It fell."}, RUTH, "not listed as author"),
        ({"waits": "Ask someone@example.test."}, ADA, "an e-mail address"),
    ]:
        with pytest.raises(Refusal, match=said):
            edit_words(home, PEOPLE, DECEMBER, words, who, DRAFTED_AT)


def test_words_are_read_from_a_file(home: Home) -> None:
    path = home.root / "words.yml"
    path.write_text("waits: >-\n  It fell,\n  at last.\nother:\n", encoding="utf-8")
    assert read_words(path) == {"waits": "It fell, at last.", "other": ""}
    path.write_text("waits: [1]\n", encoding="utf-8")
    with pytest.raises(Refusal, match="each with its words"):
        read_words(path)


def test_a_journal_that_was_edited_stops_every_step(home: Home) -> None:
    drafted(home, who=IDRIS)
    path = PublicationJournal(home).path
    path.write_bytes(path.read_bytes().replace(IDRIS.encode(), b"Somebody"))
    with pytest.raises(Refusal, match="Line 1 of publication/journal.jsonl was changed"):
        approved(home)


def test_a_draft_that_was_not_attacked_beside_a_later_release_does_not_go_out(home: Home) -> None:
    """What another month's release told since may tell of a child together with this draft."""
    november = DECEMBER.before
    for step in (drafted, approved, scheduled):
        for month in (november, DECEMBER):
            step(home, month=month)
    name = released(home).name
    with pytest.raises(Refusal, match=f"before {name} .*went out") as refused:
        released(home, month=november)
    assert "Draft it again" in refused.value.what_to_do
    assert told(home, november).in_place is None
    assert drafted(home, month=november, at=OUT_AT).name == "2025-11-draft-2"
    approved(home, OUT_AT, november)


def test_a_draft_is_not_approved_either_where_readers_have_more_by_now(home: Home) -> None:
    november = DECEMBER.before
    drafted(home, month=november)
    out(home)
    with pytest.raises(Refusal, match="never attacked beside it"):
        approved(home, OUT_AT, november)


def test_the_calendar_is_announced_ahead() -> None:
    dates = announced(CALENDAR, datetime(2025, 8, 20, 9, 0), 3)
    assert dates == [
        ("2025-07", "Thursday 11 September 2025, 09:30 (Europe/London)"),
        ("2025-08", "Thursday 9 October 2025, 09:30 (Europe/London)"),
        ("2025-09", "Thursday 13 November 2025, 09:30 (Europe/London)"),
    ]


def test_a_rows_order_does_not_count_as_a_change(home: Home) -> None:
    out(home)
    assert drafted(home, [ROWS[1], ROWS[0]], at=LATER).changed == 0
