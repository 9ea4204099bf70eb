"""A line that is cut off the end of the journal is noticed; what an interruption leaves is not."""

from datetime import datetime, timedelta

import pytest
from typer.testing import CliRunner

from orchestration.audit import accesses
from orchestration.cli.app import app
from orchestration.contracts.catalogue import the_catalogue
from orchestration.explain.verifying import verify
from orchestration.home import Home
from orchestration.publication.journal import STANDS_AT, PublicationJournal
from orchestration.refusals import Refusal
from orchestration.release.releasing import withdraw
from orchestration.release.settling import releases_in_place
from tests.unit.orchestration.release.drafting import make_few_files
from tests.unit.orchestration.release.stepping import (
    DECEMBER,
    OTHER_ROWS,
    OUT_AT,
    PEOPLE,
    RUTH,
    approved,
    drafted,
    out,
    scheduled,
)

LATER = OUT_AT + timedelta(days=1)


@pytest.fixture
def taken_back(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose one release was withdrawn, and then the line that says so cut off."""
    make_few_files(monkeypatch)
    out(home)
    withdraw(home, PEOPLE, DECEMBER, RUTH, "A wrong total.", LATER)
    path = PublicationJournal(home).path
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    return home


def test_a_withdrawn_release_does_not_come_back(taken_back: Home) -> None:
    with pytest.raises(Refusal, match="lacks lines that the audit log tells of"):
        scheduled(taken_back, LATER)
    assert releases_in_place(taken_back) == {}


def test_later_lines_do_not_cover_it_up(taken_back: Home) -> None:
    drafted(taken_back, OTHER_ROWS, at=LATER)
    with pytest.raises(Refusal, match="lacks lines"):
        approved(taken_back, LATER)


def test_verify_and_audit_say_it(taken_back: Home) -> None:
    [verdict] = verify(taken_back, the_catalogue(), [], quick=True)
    assert "lacks lines" in verdict.faults[0]
    said = CliRunner(env={"SENDMART_HOME": str(taken_back.root)}).invoke(app, ["audit"])
    assert said.exit_code == 1 and "lacks lines" in said.output


def test_what_an_interruption_leaves_is_made_good(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_few_files(monkeypatch)
    drafted(home)

    def stopped(journal: PublicationJournal, seal: str, at: datetime) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(PublicationJournal, "_note_head", stopped)
        approved(home)
    assert not approved(home).is_new
    assert accesses(home)[-1].what == f"{STANDS_AT}{PublicationJournal(home).chained.head()}"
