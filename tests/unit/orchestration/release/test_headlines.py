"""A headline says what the shown figures support, and nothing more."""

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.measures.declared import Measure
from orchestration.refusals import Refusal
from orchestration.release.dataset import Table
from orchestration.release.headlines import NOTHING, paragraph, plain
from orchestration.release.periods import MONTHS
from orchestration.release.wording import Worded, Wording, wordings
from tests.unit.orchestration.release.releasing import MEASURE, a_dataset, a_row, a_table

COUNT = Worded(
    indicator="plan_count",
    name="number of plans",
    one="1 plan was in force",
    many="{value} plans were in force",
    none="no plan was in force",
    better="higher",
)
SHARE = Worded(
    indicator="plan_percent",
    name="percentage in time",
    many="{value} of plans were in time",
    base="plan_count",
    better="higher",
    target={"value": 60, "by": "the council"},  # type: ignore[arg-type]
)


def said(cells: list[str], asked: Worded = COUNT, policy: str = "exact", **more: Any) -> str:
    """The headline over months, the last of them December 2025."""
    return paragraph(
        a_dataset(policy), a_table(rows(cells, asked)), Wording(figures=[asked]), more.get("m", {})
    )


def rows(cells: list[str], asked: Worded = COUNT, base: str = "100") -> list[tuple[str, ...]]:
    found = []
    for back, cell in enumerate(reversed(cells)):
        month, year = MONTHS[(11 - back) % 12], str(2025 - back // 12)
        count, share = (cell, "z") if asked.indicator == "plan_count" else (base, cell)
        found.append(a_row(month, year, "Total", count, share))
    return [*reversed(found), a_row("December", "2025", "0 to 5", "77", "77.7")]


def test_it_rose_or_fell_and_whether_that_is_better() -> None:
    assert said(["40", "45"]) == (
        "In Sampleshire in December 2025, 45 plans were in force."
        " The figure rose from 40 in November 2025, which is better."
    )
    assert "fell from 45 in November 2025, which is worse." in said(["45", "40"])
    lower = COUNT.model_copy(update={"better": "lower"})
    assert "rose from 40 in November 2025, which is worse." in said(["40", "45"], lower)
    neither = COUNT.model_copy(update={"better": "none"})
    assert said(["40", "45"], neither).endswith("rose from 40 in November 2025.")
    assert said(["45", "45"]).endswith("It is the same as in November 2025.")


def test_the_direction_is_the_measures_where_the_words_do_not_say() -> None:
    told = {**MEASURE.told, "better": "lower", "target": {"value": 50, "by": "the board"}}
    measure = Measure("M10", "m", "s", told, (), (), ())
    asked = COUNT.model_copy(update={"better": None, "measure": "M10"})
    words = said(["40", "45"], asked, m={"M10": measure})
    assert "which is worse" in words
    assert words.endswith("The target of 50 (the board) is met.")


def test_a_month_that_is_told_in_part_is_compared_with_nothing() -> None:
    asked = COUNT.model_copy(update={"measure": "M10"})
    wording, table = Wording(figures=[asked]), a_table(rows(["30", "31", "32", "33", "34", "40"]))
    part = {("M10", "2025-12"): "part of the month, to 2025-12-20"}
    assert paragraph(a_dataset(), table, wording, {}, part) == (
        "In Sampleshire in December 2025, 40 plans were in force."
        " That is of part of the month, to 2025-12-20, and is compared with nothing."
    )
    before = {("M10", "2025-11"): "part of the month, to 2025-11-20"}
    assert paragraph(a_dataset(), table, wording, {}, before) == (
        "In Sampleshire in December 2025, 40 plans were in force."
    )
    other = {("M11", "2025-12"): "part of the month, to 2025-12-20"}
    assert "rose from 34" in paragraph(a_dataset(), table, wording, {}, other)


def test_time_and_place_are_said_once() -> None:
    wording = Wording(figures=[COUNT, SHARE])
    table = a_table([a_row("December", "2025", "Total", "45", "82.5")])
    words = paragraph(a_dataset(), table, wording, {})
    assert words.startswith(
        "In Sampleshire in December 2025, 45 plans were in force. 82.5% of plans were in time."
    )
    hidden = a_table([a_row("December", "2025", "Total", "45", "c")])
    assert ". The percentage in time is hidden" in paragraph(a_dataset(), hidden, wording, {})


def test_nothing_is_told_of_a_filter_that_was_left_out() -> None:
    """Only the table knows which item is left, and the words would name another."""
    table = a_table([a_row("December", "2025", "0 to 5", "45")])
    place = table.columns.index("age_group")
    narrow = Table(
        [name for name in table.columns if name != "age_group"],
        [tuple(cell for n, cell in enumerate(row) if n != place) for row in table.rows],
        ["age_group"],
    )
    asked = COUNT.model_copy(update={"where": {"age_group": "Total"}})
    assert paragraph(a_dataset(), narrow, Wording(figures=[asked]), {}) == NOTHING
    assert "45 plans" in paragraph(a_dataset(), narrow, Wording(figures=[COUNT]), {})


def test_one_and_none_are_said_so() -> None:
    assert said(["1"]) == "In Sampleshire in December 2025, 1 plan was in force."
    assert said(["0"]) == "In Sampleshire in December 2025, no plan was in force."
    assert "1,234 plans were" in said(["1234"])


@pytest.mark.parametrize(
    ("sign", "why"), [("c", "hidden"), ("x", "not available"), ("z", "not applicable")]
)
def test_what_is_not_shown_cannot_be_said(sign: str, why: str) -> None:
    assert f"December 2025 the number of plans is {why}" in said(["40", sign])
    assert "rose" not in said([sign, "45"])
    assert f"cannot be compared with November 2025, whose figure is {why}." in said([sign, "45"])


def test_a_change_that_rounding_may_be_all_of_is_about_the_same() -> None:
    assert "about the same as in November 2025 (45)" in said(["45", "45"], policy="round5")
    assert "rose from 40" in said(["40", "45"], policy="round5")
    share = said(["50.0", "52.0"], SHARE, "round5")
    assert "about the same as in November 2025 (50.0%)" in share
    assert "rose from 50.0% in November 2025, which is better." in said(
        ["50.0", "70.0"], SHARE, "round5"
    )
    assert "rose from 50.0%" in said(["50.0", "52.0"], SHARE, "suppress")


def test_a_rounded_share_without_its_base_is_compared_with_nothing() -> None:
    alone = SHARE.model_copy(update={"base": None})
    words = said(["50.0", "70.0"], alone, "round5")
    assert "rose" not in words
    assert "highest" not in words
    assert words.endswith("cannot be said from rounded figures.")


def test_a_target_is_met_or_not_or_too_close_to_say() -> None:
    assert said(["60.0"], SHARE, "suppress").endswith("The target of 60% (the council) is met.")
    assert said(["59.9"], SHARE, "suppress").endswith("The target of 60% (the council) is not met.")
    assert "too close to the target of 60%" in said(["61.0"], SHARE, "round5")
    assert said(["70.0"], SHARE, "round5").endswith("is met.")


def test_a_record_is_of_what_is_shown() -> None:
    cells = ["10", "12", "11", "15", "14"]
    assert "It is the highest of the 6 months shown." in said([*cells, "16"])
    assert "It is the lowest of the 6 months shown." in said([*cells, "9"])
    assert "highest" not in said([*cells, "15"])
    words = said([*cells, "c", "16"])
    assert "It is the highest of the 6 months for which a number is shown." in words


def test_the_highest_since_needs_a_run_that_is_all_shown() -> None:
    assert "It is the highest since July 2025 (30)." in said(
        ["50", "30", "10", "12", "11", "9", "20"]
    )
    assert "since" not in said(["30", "10", "12", "x", "9", "20"])
    assert "since" not in said(["30", "10", "12", "20"])


def test_a_year_before_is_told() -> None:
    cells = ["30", *["40"] * 11, "45"]
    assert "It is more than in December 2024 (30)." in said(cells)


CELL = st.one_of(st.sampled_from("cxz"), st.integers(0, 60).map(lambda n: str(5 * n)))


@settings(max_examples=300, deadline=None)
@given(st.lists(CELL, min_size=1, max_size=30), st.sampled_from(["exact", "suppress", "round5"]))
def test_no_sentence_says_more_than_is_shown(cells: list[str], policy: str) -> None:
    words = said(cells, policy=policy)
    latest, *earlier = reversed(cells)
    numbers = {cell for cell in cells if cell.isdecimal()}
    bare = re.sub(r"(?:January|[A-Z][a-z]+) (?:2025|2024|2023)", "", words).replace(",", "")
    bare = re.sub(r"of the \d+ months", "", bare)
    assert set(re.findall(r"\d+", bare)) <= numbers
    before = earlier[0] if earlier else ""
    both = latest.isdecimal() and before.isdecimal()
    assert ("rose" in words) == (both and int(latest) > int(before))
    assert ("fell" in words) == (both and int(latest) < int(before))
    if "highest of" in words:
        assert all(int(latest) > int(cell) for cell in earlier if cell.isdecimal())
    if "lowest of" in words:
        assert all(int(latest) < int(cell) for cell in earlier if cell.isdecimal())
    if not latest.isdecimal():
        assert not re.search("rose|fell|same|more|less|highest|lowest", words)


SMALL_BASE = st.tuples(st.integers(5, 40), st.integers(20, 40))


@settings(max_examples=1000, deadline=None)
@given(SMALL_BASE, SMALL_BASE)
def test_a_rounded_share_never_moves_against_the_truth(
    now: tuple[int, int], then: tuple[int, int]
) -> None:
    """Whatever the true counts, what is said of two percentages of rounded counts is true."""
    (above, below), (was_above, was_below) = ((min(pair), pair[1]) for pair in (now, then))

    def shown(n: int, of: int) -> tuple[str, str]:
        rounded, base = 5 * ((n + 2) // 5), 5 * ((of + 2) // 5)
        return str(base), str((Decimal(100 * rounded) / base).quantize(Decimal(1)))

    table = [
        a_row("November", "2025", "Total", *shown(was_above, was_below)),
        a_row("December", "2025", "Total", *shown(above, below)),
    ]
    words = paragraph(a_dataset("round5"), a_table(table), Wording(figures=[SHARE]), {})
    if "rose" in words:
        assert above * was_below > was_above * below
    if "fell" in words:
        assert above * was_below < was_above * below


def test_a_dataset_without_words_is_told_by_its_first_indicator() -> None:
    table = a_table(rows(["40"]))
    words = paragraph(a_dataset(), table, plain(a_dataset(), table), {})
    assert words == "In Sampleshire in December 2025, the number of plans was 40."


def test_words_for_a_column_that_is_not_there_are_refused() -> None:
    asked = COUNT.model_copy(update={"indicator": "plans"})
    with pytest.raises(Refusal, match="name a column that it has not: plans"):
        paragraph(a_dataset(), a_table(rows(["40"])), Wording(figures=[asked]), {})


def test_words_that_say_no_value_are_refused(tmp_path: Any) -> None:
    (tmp_path / "plans.yml").write_text("figures: [{indicator: a, name: b, many: no figure}]")
    with pytest.raises(Refusal, match=r"plans\.yml"):
        wordings(tmp_path)
