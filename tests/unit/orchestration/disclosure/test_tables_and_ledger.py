"""Which sums a reader may reckon with, and that what was released is never forgotten."""

from datetime import date, datetime
from pathlib import Path

import pytest

from orchestration.assets.shown import released_by_the_journal
from orchestration.build import Build
from orchestration.disclosure.figures import Count
from orchestration.disclosure.ledger import (
    Told,
    keep_counts,
    ledger_name,
    refuse_forgotten,
    released_before,
    released_counts,
    remember_drafted,
    remember_released,
    replay_ledger,
)
from orchestration.disclosure.links import Links
from orchestration.disclosure.system import HIDDEN, Known
from orchestration.disclosure.tables import Equation, equations
from orchestration.home import Home
from orchestration.publication.journal import PublicationJournal
from orchestration.refusals import Refusal
from tests.unit.orchestration.disclosure.made_figures import NO_LINKS

DECEMBER, JANUARY = date(2025, 12, 1), date(2026, 1, 1)


def count(
    population: str, *items: tuple[str, str], month: date = DECEMBER, whose: str | None = "999"
) -> Count:
    return Count(population, whose, month, tuple(sorted(items)))


def test_a_table_adds_up_by_each_of_its_columns() -> None:
    amounts = {
        count("n"): 9,
        count("n", ("area", "a")): 4,
        count("n", ("area", "b")): 5,
        count("n", ("area", "a"), ("need", "x")): 4,
        count("n", ("area", "b"), ("need", "x")): 5,
    }
    found = {
        (each.counts[0].items, len(each.counts) - 1) for each in equations(amounts, NO_LINKS, {})
    }
    assert found == {((), 2), ((("area", "a"),), 1), ((("area", "b"),), 1)}


def test_what_does_not_add_up_is_not_reckoned_with() -> None:
    amounts = {count("n"): 9, count("n", ("area", "a")): 4}
    assert list(equations(amounts, NO_LINKS, {})) == []


def test_an_authority_is_the_sum_of_the_bodies_that_serve_it() -> None:
    amounts = {
        count("n", ("service", "s")): 9,
        count("n", ("service", "s"), ("body", "one"), whose=None): 4,
        count("n", ("service", "s"), ("body", "two"), whose=None): 5,
    }
    (only,) = equations(amounts, NO_LINKS, {})
    assert only.counts[0].authority == "999"
    assert only.times == (-1, 1, 1)


def test_a_label_that_stands_for_others_is_their_sum_and_no_part_of_the_whole() -> None:
    amounts = {
        count("n"): 9,
        count("n", ("band", "short")): 4,
        count("n", ("band", "long")): 3,
        count("n", ("band", "longest")): 2,
        count("n", ("band", "over")): 5,
    }
    joined = {("band", "over"): ["long", "longest"]}
    found = list(equations(amounts, NO_LINKS, joined))
    assert sorted(len(each.counts) for each in found) == [3, 4]


def test_those_above_the_line_and_the_rest_are_those_below() -> None:
    amounts = {count("M1 numerator"): 43, count("M1 denominator"): 45, count("M1 rest"): 2}
    assert [each.times for each in equations(amounts, NO_LINKS, {})] == [(1, 1, -1)]


def test_a_sum_over_months_finds_the_month_before_also_in_january() -> None:
    links = Links.model_validate(
        {
            "one_population": [],
            "public": [],
            "sums": [
                {
                    "sentence": "This month's and the last.",
                    "terms": [
                        {"count": "y"},
                        {"count": "y", "months_back": 1, "times": -1},
                        {"count": "n", "times": -1},
                    ],
                }
            ],
        }
    )
    amounts = {count("y"): 7, count("y", month=JANUARY): 9, count("n", month=JANUARY): 2}
    (only,) = equations(amounts, links, {})
    assert isinstance(only, Equation)
    assert [each.month for each in only.counts] == [JANUARY, DECEMBER, JANUARY]


def test_a_release_is_remembered_once_and_in_order(home: Home) -> None:
    told = {
        count("n", ("area", "St Mary's")): Told(3, HIDDEN, True),
        count("n"): Told(8, Known(8, 8), False),
    }
    build = Build(home.builds / "one")
    build.folder.mkdir(parents=True)
    keep_counts(build, told)
    remember_drafted(home, build, "2025-12-draft-1")
    first, second = datetime(2026, 2, 12, 9, 30), datetime(2026, 3, 12, 9, 30)
    remember_released(home, "2025-12-draft-1", "2025-12-v1", first)
    remember_released(home, "2025-12-draft-1", "2025-12-v1", second)
    remember_released(home, "2025-12-draft-1", "2025-11-v2", second)
    assert released_before(home) == ["2025-12-v1", "2025-11-v2"]
    assert released_counts(home) == [told, told]
    assert released_before(home, datetime(2026, 2, 13)) == ["2025-12-v1"]


def test_another_home_is_given_what_readers_had_at_a_moment(home: Home, tmp_path: Path) -> None:
    build = Build(home.builds / "one")
    build.folder.mkdir(parents=True)
    keep_counts(build, {count("n"): Told(8, Known(8, 8), False)})
    remember_drafted(home, build, "d")
    remember_released(home, "d", "2025-12-v1", datetime(2026, 2, 12, 9, 30))
    early, late = Home.at(tmp_path / "early"), Home.at(tmp_path / "late")
    replay_ledger(home, early, datetime(2026, 2, 12, 9, 29))
    replay_ledger(home, late, datetime(2026, 2, 12, 9, 30))
    assert (released_before(early), released_before(late)) == ([], ["2025-12-v1"])


def test_a_release_that_the_ledger_lost_is_asked_for_and_no_other(home: Home) -> None:
    """Who loses warehouse/disclosure would attack as a reader who never read anything."""
    build = Build(home.builds / "one")
    build.folder.mkdir(parents=True)
    keep_counts(build, {count("n"): Told(8, Known(8, 8), False)})
    at = datetime(2026, 2, 12, 9, 30)
    for draft, name in (("2025-12-draft-1", "2025-12-v1"), ("2026-01-draft-1", "2026-01-v1")):
        remember_drafted(home, build, draft)
        remember_released(home, draft, ledger_name(draft, name), at)
        PublicationJournal(home).add(
            "released", name[:7], name, who="Ruth Calder", at=at, told={"draft": draft}
        )
    refuse_forgotten(home, released_by_the_journal(home))
    (home.folder("warehouse") / "disclosure").rename(home.root / "elsewhere")
    with pytest.raises(Refusal, match="warehouse/disclosure") as refused:
        refuse_forgotten(home, released_by_the_journal(home))
    assert "2025-12-v1 (2025-12-draft-1), 2026-01-v1" in str(refused.value)


def test_a_draft_whose_cells_are_lost_is_not_blamed_on_the_disk(home: Home) -> None:
    with pytest.raises(Refusal, match="warehouse/disclosure"):
        remember_released(home, "2025-12-draft-1", "2025-12-v1", datetime(2026, 2, 12, 9, 30))
