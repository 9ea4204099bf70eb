"""Protecting figures: the cases of the field, and what no reader may be able to work out."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.disclosure.figures import Count
from orchestration.disclosure.ledger import Told
from orchestration.disclosure.links import Links
from orchestration.disclosure.system import exactly
from orchestration.refusals import Refusal
from tests.unit.orchestration.disclosure.made_figures import (
    MONTH,
    crossed,
    dataset,
    figure,
    measure,
    shown,
    table,
)

SECTORS = {"Mainstream": 341, "Special": 96, "Post-16": 75, "Independent": 0}
EXCEPTIONS = Links.model_validate(
    {
        "one_population": [],
        "public": [],
        "sums": [
            {
                "sentence": "Those issued less those without an exception are those with one.",
                "terms": [{"count": f"M06 {side}"}, {"count": f"M07 {side}", "times": -1}],
                "rest": "Plans with an exception",
            }
            for side in ("numerator", "denominator")
        ],
    }
)
M06, M07 = measure("M06", "share"), measure("M07", "share")
TIMELINESS = dataset("timeliness", {"M06": ["total"], "M07": ["total"]}, exact=["M06"])


def test_the_one_exception_in_45_is_hidden_and_the_headline_stays() -> None:
    """Worcestershire, April 2020: 43 of 45 in time, 43 of 44 without the one exception."""
    cells, protected = shown(
        [TIMELINESS], [figure(M06, 43, 45), figure(M07, 43, 44)], [M06, M07], EXCEPTIONS
    )
    headline = cells["timeliness", "M06", "total", "Total"]
    assert (headline.numerator, headline.denominator, headline.value) == ("43", "45", "95.6")
    without = cells["timeliness", "M07", "total", "Total"]
    assert "c" in (without.numerator, without.denominator)
    assert without.value == "c"
    assert protected.verdict.fewest_values >= 3


def test_ratings_by_sector_keep_their_headline() -> None:
    """Scrutiny papers: 341 + 96 + 75 + 0 = 512 red-rated pupils."""
    m54 = measure("M54")
    cells, _ = shown(
        [dataset("ratings", {"M54": ["total", "setting_sector"]})],
        table(m54, "setting_sector", SECTORS),
        [m54],
    )
    assert {key[3]: row.value for key, row in cells.items()} == {
        "Total": "512",
        **{sector: str(count) for sector, count in SECTORS.items()},
    }


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ({"a": 3, "b": 7, "c": 12}, {"Total": "22", "a": "c", "b": "c", "c": "12"}),
        ({"a": 3, "b": 0, "c": 12}, {"Total": "15", "a": "c", "b": "0", "c": "c"}),
        (
            {"a": 341, "b": 96, "c": 75, "d": 0},
            {"Total": "512", "a": "341", "b": "96", "c": "75", "d": "0"},
        ),
    ],
)
def test_worked_examples_of_the_field(items: dict[str, int], expected: dict[str, str]) -> None:
    m54 = measure("M54")
    datasets = [dataset("ratings", {"M54": ["total", "group"]})]
    cells, _ = shown(datasets, table(m54, "group", items), [m54])
    assert {key[3]: row.value for key, row in cells.items()} == expected


def test_a_small_count_alone_beside_noughts_is_hidden_with_its_total() -> None:
    m54 = measure("M54")
    datasets = [dataset("ratings", {"M54": ["total", "group"]})]
    cells, _ = shown(datasets, table(m54, "group", {"a": 4, "b": 0}), [m54])
    assert cells["ratings", "M54", "total", "Total"].value == "c"
    assert cells["ratings", "M54", "group", "a"].value == "c"


def test_a_difference_that_an_exact_total_leaves_open_is_told_by_nothing_else() -> None:
    """Of one plan issued, one or none has an exception: a nought beside it would tell which."""
    cells, protected = shown(
        [TIMELINESS], [figure(M06, 1, 1), figure(M07, 1, 1)], [M06, M07], EXCEPTIONS
    )
    without = cells["timeliness", "M07", "total", "Total"]
    assert (without.numerator, without.denominator, without.value) == ("c", "c", "c")
    assert protected.verdict.safe


def test_two_policies_for_one_figure_are_refused() -> None:
    m54 = measure("M54")
    datasets = [
        dataset("one", {"M54": ["total"]}),
        dataset("two", {"M54": ["total"]}, policy="round5"),
    ]
    with pytest.raises(Refusal, match="one policy"):
        shown(datasets, [figure(m54, 30)], [m54])


def test_what_was_hidden_stays_hidden_and_what_was_shown_stays_shown() -> None:
    """A later month's change elsewhere may not lift the cover of a cell that did not change."""
    m54 = measure("M54")
    datasets = [dataset("ratings", {"M54": ["total", "group"]})]
    before, first = shown(datasets, table(m54, "group", {"a": 3, "b": 7, "c": 12}), [m54])
    after, second = shown(
        datasets, table(m54, "group", {"a": 5, "b": 7, "c": 12}), [m54], released=[first.told()]
    )
    assert before["ratings", "M54", "group", "b"].value == "c"
    assert after["ratings", "M54", "group", "b"].value == "c"
    assert after["ratings", "M54", "group", "c"].value == "12"
    assert second.verdict.safe


def test_what_was_told_before_is_shown_again_and_what_it_told_of_stays_hidden() -> None:
    """What is out is out: hiding it now would help nobody and break the series."""
    m54 = measure("M54")
    datasets = [dataset("ratings", {"M54": ["total", "group"]})]
    figures = table(m54, "group", {"a": 3, "b": 7})
    exact = {
        Count("M54 numerator", "999", MONTH, items): Told(count, exactly(count), False)
        for items, count in (((), 10), ((("group", "b"),), 7))
    }
    cells, protected = shown(datasets, figures, [m54], released=[exact])
    assert protected.verdict.safe, "it was told before, on purpose or not"
    assert cells["ratings", "M54", "group", "a"].value == "c"


def test_means_that_would_tell_of_a_few_are_hidden() -> None:
    """The mean of 45 and the mean of the 44 without an exception tell the one's days."""
    m09 = measure("M09", "mean_weeks", breakdowns=[["exception_basis"]])
    figures = [
        figure(m09, 45 * 130, 45),
        figure(m09, 44 * 128, 44, breakdown="exception_basis", item="Excluding exceptions"),
        figure(m09, 218, 1, breakdown="exception_basis", item="With an exception"),
    ]
    cells, _ = shown(
        [dataset("timeliness", {"M09": ["total", "exception_basis"]}, exact=["M09"])],
        figures,
        [m09],
    )
    values = {key[3]: row.value for key, row in cells.items()}
    assert values == {"Total": "18.6", "Excluding exceptions": "c", "With an exception": "c"}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 14), min_size=6, max_size=12),
    st.sampled_from(["suppress", "round5"]),
)
def test_no_small_count_of_a_two_way_table_has_fewer_than_three_values(
    counts: list[int], policy: str
) -> None:
    """Tried by every whole-number table that fits what is shown, near the true one."""
    m13 = measure("M13")
    keys = list(product("abcd", "xyz"))[: len(counts)]
    cells: dict[tuple[str, ...], int] = dict.fromkeys(product("abcd", "xyz"), 0)
    cells |= dict(zip(keys, counts, strict=True))
    breakdowns = ["total", "area", "need", "area | need"]
    figures = crossed(m13, ["area", "need"], cells)
    datasets = [dataset("plans", {"M13": breakdowns}, policy=policy)]
    rows, protected = shown(datasets, figures, [m13])
    assert protected.verdict.safe
    for (_, _, breakdown, item), row in rows.items():
        truth = next(f.numerator for f in figures if (f.breakdown, f.item) == (breakdown, item))
        assert truth is not None
        if 0 < truth < 5:
            assert row.value == "c", "a small count is never shown"
    again, _ = shown(datasets, figures, [m13])
    assert again == rows, "the same figures are protected in the same way"


def test_flows_tell_of_stocks() -> None:
    """Last month's stock, this month's, and who came and went: one equation for all four."""
    m10, m11, m12 = measure("M10"), measure("M11"), measure("M12")
    links = Links.model_validate(
        {
            "one_population": [],
            "public": [],
            "sums": [
                {
                    "sentence": "Stock is last month's with the new and without the ceased.",
                    "terms": [
                        {"count": "M10 numerator"},
                        {"count": "M10 numerator", "months_back": 1, "times": -1},
                        {"count": "M11 numerator", "times": -1},
                        {"count": "M12 numerator"},
                    ],
                }
            ],
        }
    )
    figures = [
        figure(m10, 120, month=date(2025, 11, 1)),
        figure(m10, 125),
        figure(m11, 8),
        figure(m12, 3),
    ]
    datasets = [dataset("plans", {"M10": ["total"], "M11": ["total"], "M12": ["total"]})]
    cells, protected = shown(datasets, figures, [m10, m11, m12], links)
    values = [row.value for row in cells.values()]
    assert values.count("c") >= 2, "the three who ceased are 120 + 8 - 125"
    assert protected.verdict.safe


def test_a_nought_that_was_hidden_with_its_table_stays_hidden_in_the_next_release() -> None:
    figures = [figure(M06, 1, 1), figure(M07, 0, 0)]
    first_cells, first = shown([TIMELINESS], figures, [M06, M07], EXCEPTIONS)
    assert first_cells["timeliness", "M07", "total", "Total"].denominator == "c"
    again, second = shown([TIMELINESS], figures, [M06, M07], EXCEPTIONS, released=[first.told()])
    assert again == first_cells
    assert second.verdict.safe
