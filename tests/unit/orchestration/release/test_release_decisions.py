"""What a decision about a release is worth: for which draft it stands, when it is over, and who may
take it in whose words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from orchestration import clock
from orchestration.audit import whoever_runs_this
from orchestration.cli import publication
from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.publication.journal import PublicationJournal
from orchestration.refusals import Refusal
from orchestration.release.approving import approve, schedule, waive
from orchestration.release.draft import THE_NIGHT
from orchestration.release.overview import overview, sentences
from orchestration.release.releasing import release, revise, withdraw
from orchestration.release.settling import releases_in_place
from orchestration.runs import ASKED_BY
from tests.unit.orchestration.release.drafting import ROWS, Rows, make_few_files
from tests.unit.orchestration.release.stepping import (
    ADA,
    BLOCK,
    CALENDAR,
    DECEMBER,
    DECIDED_AT,
    IDRIS,
    OTHER_ROWS,
    OUT_AT,
    PEOPLE,
    QUERY,
    RUTH,
    approved,
    drafted,
    out,
    released,
    scheduled,
    states,
    told,
)

LATER = OUT_AT + timedelta(days=20)
THIRD_ROWS: Rows = [(*ROWS[0][:4], "14", "50.0"), ROWS[1]]
WHY = "A provider sent its list again."
OF_A_PERSON = ["Pupil A801200005001 moved.", "Ask owen@x.example.", "NHS 943 476 5919.", "AB1 2CD."]


@pytest.fixture(autouse=True)
def _few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    make_few_files(monkeypatch)


def revision(home: Home) -> None:
    """A revision that is approved and scheduled."""
    out(home)
    drafted(home, OTHER_ROWS, at=LATER)
    revise(home, PEOPLE, DECEMBER, ADA, WHY, LATER)
    approved(home, LATER)
    scheduled(home, LATER)


@pytest.mark.parametrize("why", OF_A_PERSON)
def test_no_reason_may_hold_what_is_of_one_person(home: Home, why: str) -> None:
    def refused(step: Callable[[], object]) -> None:
        held = states(home)
        with pytest.raises(Refusal, match="anything that is of one person") as refusal:
            step()
        assert why not in str(refusal.value), "a refusal is logged"
        assert states(home) == held

    drafted(home, gates=[QUERY])
    refused(lambda: waive(home, PEOPLE, DECEMBER, "V114", RUTH, why, DECIDED_AT))
    waive(home, PEOPLE, DECEMBER, "V114", RUTH, "A new clinic opened.", DECIDED_AT)
    refused(lambda: approve(home, PEOPLE, DECEMBER, RUTH, DECIDED_AT, why))
    approved(home)
    day = (OUT_AT - timedelta(days=1)).date()
    refused(lambda: schedule(home, PEOPLE, CALENDAR, DECEMBER, ADA, DECIDED_AT, day, why))
    scheduled(home)
    released(home)
    drafted(home, OTHER_ROWS, at=LATER)
    refused(lambda: revise(home, PEOPLE, DECEMBER, ADA, why, LATER))
    refused(lambda: withdraw(home, PEOPLE, DECEMBER, RUTH, why, LATER))


def test_a_reason_that_came_in_another_way_stops_the_release(home: Home) -> None:
    drafted(home, gates=[QUERY])
    [query] = told(home).drafts[0].queries
    PublicationJournal(home).add(
        "waived",
        DECEMBER,
        "2025-12-draft-1",
        who=RUTH,
        at=DECIDED_AT,
        why=OF_A_PERSON[0],
        told={"query": query},
    )
    approved(home)
    scheduled(home)
    with pytest.raises(Refusal, match="a pupil number"):
        released(home)
    assert releases_in_place(home) == {} and not list(home.releases.glob("*-v1"))


def test_an_approval_is_over_once_a_later_draft_is_approved(home: Home) -> None:
    drafted(home)
    approved(home)
    scheduled(home)
    drafted(home, OTHER_ROWS, at=DECIDED_AT)
    approved(home)
    scheduled(home)
    withdraw(home, PEOPLE, DECEMBER, RUTH, "Wrong.", DECIDED_AT)
    with pytest.raises(Refusal, match="2025-12-draft-2 is gated, not scheduled"):
        released(home)
    assert releases_in_place(home) == {}


def test_a_revision_that_is_dropped_does_not_go_out(home: Home) -> None:
    revision(home)
    drafted(home, at=LATER, who=THE_NIGHT)
    assert states(home)[-1] == "dropped"
    answer = released(home, LATER + timedelta(days=7))
    assert (answer.name, answer.is_new) == ("2025-12-v1", False)


def test_when_the_figures_come_back_every_draft_of_others_is_dropped(home: Home) -> None:
    revision(home)
    drafted(home, THIRD_ROWS, at=LATER, who=THE_NIGHT)
    drafted(home, at=LATER, who=THE_NIGHT)
    assert states(home)[-2:] == ["dropped", "dropped"]
    assert not released(home, LATER + timedelta(days=7)).is_new


def test_a_reason_is_of_the_draft_that_it_was_said_for(home: Home) -> None:
    out(home)
    drafted(home, OTHER_ROWS, at=LATER)
    revise(home, PEOPLE, DECEMBER, ADA, WHY, LATER)
    drafted(home, THIRD_ROWS, at=LATER, who=THE_NIGHT)
    with pytest.raises(Refusal, match="nobody said why it is revised by 2025-12-draft-3"):
        approved(home, LATER)
    assert revise(home, PEOPLE, DECEMBER, ADA, WHY, LATER).is_new
    assert approved(home, LATER).is_new


def test_a_reason_said_for_a_later_draft_does_not_go_out_with_an_earlier(home: Home) -> None:
    revision(home)
    drafted(home, THIRD_ROWS, at=LATER, who=THE_NIGHT)
    revise(home, PEOPLE, DECEMBER, ADA, "Another list was late.", LATER)
    released(home, LATER + timedelta(days=7))
    [line] = [each for each in PublicationJournal(home).events() if each.name == "2025-12-v2"]
    assert line.why == WHY


def test_only_somebody_on_the_list_lets_it_out_or_a_scheduler_by_its_account(home: Home) -> None:
    drafted(home)
    approved(home)
    scheduled(home)
    with pytest.raises(Refusal, match="not listed as author or approver"):
        release(home, PEOPLE, CALENDAR, DECEMBER, "Nobody At All", OUT_AT)
    release(home, PEOPLE, CALENDAR, DECEMBER, "", OUT_AT)
    assert PublicationJournal(home).events()[-1].who == whoever_runs_this()


def test_which_of_a_release_and_an_approved_draft_is_withdrawn_has_to_be_said(home: Home) -> None:
    revision(home)
    with pytest.raises(Refusal, match="2025-12-v1, and 2025-12-draft-2, which is scheduled"):
        withdraw(home, PEOPLE, DECEMBER, RUTH, "Wrong.", LATER)
    withdraw(home, PEOPLE, DECEMBER, RUTH, "Wrong.", LATER, "2025-12-draft-2")
    assert releases_in_place(home) == {"2025-12": "2025-12-v1"}


@pytest.fixture
def publish(home: Home, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """The command, with a small draft in place of a run of the pipeline."""

    def run(job: str, month: str, as_json: bool, tags: Any = None, *, quiet: bool = False) -> None:
        drafted(home, OTHER_ROWS, at=LATER, who=(tags or {}).get(ASKED_BY, THE_NIGHT))

    monkeypatch.setattr(publication, "run_and_tell", run)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    runner = CliRunner(env={"SENDMART_HOME": str(home.root)})
    return lambda *words: runner.invoke(app, ["publish", *words])


def test_who_asks_for_a_revision_is_its_author(home: Home, publish: Callable[..., Any]) -> None:
    out(home)
    month = ("--month", "2025-12")
    assert publish(*month, "--revise", "--who", IDRIS, "--why", WHY).exit_code == 0
    assert told(home).drafts[-1].authors == (IDRIS,)
    said = publish(*month, "--approve", "--who", IDRIS)
    assert said.exit_code == 1 and "Somebody else has to answer" in " ".join(said.output.split())
    assert publish(*month, "--approve", "--who", RUTH).exit_code == 0


def test_who_gives_the_reason_for_a_draft_of_the_night_answers_for_it(home: Home) -> None:
    out(home)
    drafted(home, OTHER_ROWS, at=LATER, who=THE_NIGHT)
    revise(home, PEOPLE, DECEMBER, IDRIS, WHY, LATER)
    with pytest.raises(Refusal, match="Somebody else"):
        approve(home, PEOPLE, DECEMBER, IDRIS, LATER)


def test_a_draft_that_was_made_since_is_told_of(home: Home) -> None:
    drafted(home)
    approved(home)
    scheduled(home)
    drafted(home, OTHER_ROWS, at=DECIDED_AT, who=THE_NIGHT)
    [month] = overview(home, CALENDAR)
    since = "2025-12-draft-2 was made since (gated, 1 cells differ)."
    assert since in sentences(month)
    assert since in released(home).said


def test_beside_a_later_draft_that_is_blocked_it_goes_out_for_a_reason_only(home: Home) -> None:
    def let_out(who: str, why: str) -> object:
        return release(home, PEOPLE, CALENDAR, DECEMBER, who, OUT_AT, why)

    drafted(home)
    approved(home)
    scheduled(home)
    drafted(home, OTHER_ROWS, at=DECIDED_AT, who=THE_NIGHT, gates=[BLOCK])
    for who, why, said in [
        ("", "", "made since .blocked, 1 cells differ.. V110: Little changed"),
        ("", "A test file.", "have an approver say why"),
        (ADA, "A test file.", "not listed as approver"),
        (RUTH, OF_A_PERSON[0], "anything that is of one person"),
    ]:
        with pytest.raises(Refusal, match=said):
            let_out(who, why)
    assert releases_in_place(home) == {}
    let_out(RUTH, "A test file came by mistake.")
    assert releases_in_place(home) == {"2025-12": "2025-12-v1"}
    [line] = [each for each in PublicationJournal(home).events() if each.state == "released"]
    assert line.told["although"]["why"] == "A test file came by mistake."


def test_an_approver_answers_by_their_own_account(home: Home) -> None:
    drafted(home)
    ruth = PEOPLE.in_role(RUTH, "approver")
    for account, said in [("another", "answers by another"), (whoever_runs_this(), "")]:
        changed = ruth.model_copy(update={"account": account})
        people = PEOPLE.model_copy(update={"people": [changed]})
        if said:
            with pytest.raises(Refusal, match=said):
                approve(home, people, DECEMBER, RUTH, DECIDED_AT)
        else:
            assert approve(home, people, DECEMBER, RUTH, DECIDED_AT).is_new


def test_the_account_that_drafted_without_a_name_does_not_approve(home: Home) -> None:
    drafted(home, who=whoever_runs_this())
    with pytest.raises(Refusal, match="drafted from this account"):
        approved(home)
