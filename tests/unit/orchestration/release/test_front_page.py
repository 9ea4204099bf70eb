"""The front page over all releases follows every step: released, corrected, withdrawn, finished."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.journal import PublicationJournal
from orchestration.release.overview import unfinished
from orchestration.release.page.front import front_page
from orchestration.release.releasing import revise, withdraw
from orchestration.release.settling import opened
from tests.unit.orchestration.release.drafting import make_few_files
from tests.unit.orchestration.release.stepping import (
    ADA,
    DECEMBER,
    OTHER_ROWS,
    OUT_AT,
    PEOPLE,
    RUTH,
    approved,
    drafted,
    out,
    released,
    scheduled,
)

LATER = OUT_AT + timedelta(days=20)


@pytest.fixture(autouse=True)
def _few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    make_few_files(monkeypatch)


def front(home: Home) -> str:
    return (home.releases / "index.html").read_text(encoding="utf-8")


def lines(home: Home) -> list[str]:
    """What the page says of each version, without its marks."""
    held = front(home).partition(">All months</h2>")[2].partition("<h2")[0]
    return [re.sub("<[^>]+>", "", one) for one in re.findall(r"<li>(.*?)</li>", held)]


def test_there_is_none_before_anything_is_released(home: Home) -> None:
    drafted(home)
    opened(home, DECEMBER, OUT_AT)
    assert not (home.releases / "index.html").exists()


def test_it_tells_the_newest_the_dates_ahead_and_leads_to_files_that_are_there(home: Home) -> None:
    out(home)
    assert lines(home) == ["December 2025, version 1, released on 12 February 2026."]
    page = front(home)
    assert "The figures of January 2026 are due on Thursday 12 March 2026." in page
    links = re.findall(r'href="([^"#]+)"', page)
    inner = [one for one in links if not one.startswith("https://")]
    assert inner and all((home.releases / one).is_file() for one in inner)
    assert ADA not in page and RUTH not in page


def test_a_correction_and_a_withdrawal_are_said_with_their_reasons(home: Home) -> None:
    out(home)
    drafted(home, OTHER_ROWS, at=LATER)
    revise(home, PEOPLE, DECEMBER, ADA, "It was sent <again>.", LATER)
    approved(home, LATER)
    scheduled(home, LATER)
    released(home, LATER + timedelta(days=7))
    newest, before = lines(home)
    assert newest.endswith("It corrects the one before: It was sent &lt;again&gt;.")
    assert before.startswith("Corrected since: do not use it.")

    withdraw(home, PEOPLE, DECEMBER, RUTH, "A wrong total.", LATER + timedelta(days=8))
    newest, before = lines(home)
    assert newest.startswith("Withdrawn on 12 March 2026: do not use it. A wrong total.")
    assert before == "December 2025, version 1, released on 12 February 2026."
    assert "Newest: December 2025" in front(home)

    withdraw(home, PEOPLE, DECEMBER, RUTH, "All wrong.", LATER + timedelta(days=9), "2025-12-v1")
    assert "Nothing is released at present" in front(home)
    assert (home.releases / "2025-12-v1").is_dir() and (home.releases / "2025-12-v2").is_dir()


def test_what_an_interruption_left_is_finished_by_the_next_command(home: Home) -> None:
    out(home)
    whole = front(home)
    assert not unfinished(home)
    path = home.releases / "index.html"
    path.chmod(0o600)
    for left in ("half a pa", None):
        path.unlink() if left is None else path.write_text(left, encoding="utf-8")
        assert unfinished(home)
        opened(home, DECEMBER, OUT_AT)
        assert front(home) == whole


def test_it_follows_from_the_journal_alone(home: Home) -> None:
    out(home)
    events = PublicationJournal(home).events()
    assert front_page(home.releases, events) == front_page(home.releases, events)
    assert front_page(home.releases, []) is None
    assert front_page(Path("nowhere"), events) is not None
    assert Month.parse(events[-1].month) == DECEMBER
