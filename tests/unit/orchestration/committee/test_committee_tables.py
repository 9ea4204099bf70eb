"""A committee's tables show figures as they are held: with counts, and with what is missing."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from orchestration.committee.cells import Grid
from orchestration.committee.figures import Figure, Figures, shown
from orchestration.committee.files import WARNING, as_csv, as_html, as_markdown
from orchestration.committee.grids import grid_of
from orchestration.committee.language import (
    Asked,
    Comparison,
    Indicator,
    Indicators,
    Items,
    Months,
    Paper,
    Table,
    Years,
    read_papers,
)
from orchestration.dbt_runner import ensure_manifest
from orchestration.measures.declared import Measure, Wanted, measures_in, wanted_measures
from orchestration.months import Month
from orchestration.refusals import Refusal

APRIL = Month.parse("2020-04")
TOTAL = ("total", "Total")


def measure(number: str, **told: Any) -> Measure:
    given = {
        "id": number,
        "name": f"Name of {number}",
        "unit": "percent",
        "better": "higher",
        "decimal_places": 1,
        "statistic": "share",
        "owner": "owner@council.example",
        **told,
    }
    return Measure(number, f"msr_{number}", "", given, (), (), ())


def rate(numerator: int, denominator: int, reason: str | None = None) -> Figure:
    value = Decimal(100 * numerator) / denominator if denominator else None
    return Figure(numerator, denominator, value, None if denominator else "z", reason)


def count(number: int | None, symbol: str | None = None, reason: str | None = None) -> Figure:
    value = None if number is None else Decimal(number)
    return Figure(number, None, value, symbol, reason)


@pytest.fixture
def figures() -> Figures:
    partial = "partial: 3 of 5 teams not collected"
    measures = [
        measure("M06", target={"value": 90, "by": "2021-03"}),
        measure("M69", unit="contacts", better="none", decimal_places=0, statistic="count"),
    ]
    return Figures(
        {one.id: one for one in measures},
        {"M65": Wanted(name="Attainment", lacks="Published attainment", why="Nobody sends it.")},
        {
            ("M06", "2020-04"): {TOTAL: rate(43, 45), ("sex", "Female"): rate(0, 0)},
            ("M06", "2020-03"): {TOTAL: rate(35, 35), ("sex", "Female"): rate(9, 9)},
            ("M06", "2019-04"): {TOTAL: rate(19, 45)},
            ("M69", "2020-04"): {
                TOTAL: count(1320, "x", partial),
                ("contact_team", "CAT"): count(None, "x", "not_collected"),
                ("contact_team", "Sensory"): count(1165),
            },
            ("M69", "2020-03"): {TOTAL: count(None, "x", "awaiting")},
        },
        [
            ("M06", 2020, "National", "England", "D", 30, 60, Decimal(50), True),
            ("M06", 2020, "Local authority", "Here", "ours", 1, 4, Decimal(25), False),
        ],
    )


def texts(table: Table, figures: Figures, month: Month = APRIL) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid_of(table, figures, month).rows]


def test_a_rate_has_its_counts_and_a_partial_total_its_mark(figures: Figures) -> None:
    rows = [Asked(measure="M06"), Asked(measure="M69", breakdown=["contact_team"])]
    assert texts(Months(kind="months", title="T", rows=rows, months=2), figures) == [
        ["Name of M06", "100.0% (35 of 35)", "95.6% (43 of 45)"],
        ["CAT", "[x] data awaited", "[x] data not collected"],
        ["Sensory", "[x] data awaited", "1,165"],
        ["Total: Name of M69", "[x] data awaited", "1,320 [partial: 3 of 5 teams not collected]"],
    ]


def test_rounding_is_half_up_and_done_when_a_figure_is_shown() -> None:
    one = measure("M06", decimal_places=0)
    assert shown(Figure(1, 8, Decimal("12.5"), None, None), one) == "13% (1 of 8)"
    assert shown(Figure(17, 8, Decimal("-12.5"), None, None), one).startswith("-13%")


def test_a_mean_says_how_many_it_is_of_and_a_change_what_it_is_against() -> None:
    weeks = measure("M42", unit="weeks")
    assert shown(Figure(1687, 10, Decimal("24.1"), None, None), weeks) == "24.1 weeks (of 10)"
    change = measure("M71b", statistic="change")
    assert shown(Figure(19, 10, Decimal(90), None, None), change) == "90.0% (19 against 10)"


def test_this_year_stands_beside_last_year_and_the_difference(figures: Figures) -> None:
    rows = texts(Years(kind="years", title="T", rows=[Asked(measure="M06")]), figures)
    assert [row[0] for row in rows] == [f"Name of M06, {what}" for what in (2020, 2019, "change")]
    assert [row[4] for row in rows] == ["95.6% (43 of 45)", "42.2% (19 of 45)", "+53.3 points"]
    assert [row[3] for row in rows] == ["100.0% (35 of 35)", "[x] no figure is held", "[z]"]


def test_an_indicator_has_target_direction_trend_and_owner(figures: Figures) -> None:
    asked = [
        Indicator(area="A", name="In time", measure="M06"),
        Indicator(
            area="A", name="Girls", measure="M06", breakdown=["sex"], where={"sex": "Female"}
        ),
        Indicator(area="A", name="Boys", measure="M06", breakdown=["sex"], where={"sex": "Male"}),
        Indicator(area="B", name="Attainment", measure="M65"),
        Indicator(area="B", name="Contacts", measure="M69"),
    ]
    rows = texts(Indicators(kind="indicators", title="T", indicators=asked), figures)
    target, owner = "90 by 2021-03", "owner@council.example"
    assert rows[0] == ["In time", "A", "95.6% (43 of 45)", target, "more",
                       "down 4.4 points, worse", owner]  # fmt: skip
    assert rows[1][2:6] == ["[z]", target, "more", "[z]"]
    assert rows[2][2] == "[x] no figure is held", "never the total in an item's place"
    assert rows[3][2] == "[x] this measure is not built"
    assert rows[4][2] == "1,320 [partial: 3 of 5 teams not collected]"
    assert rows[4][5] == "[z] partial: 3 of 5 teams not collected", "no trend of what is not whole"


def test_measures_stand_side_by_side_and_what_one_lacks_does_not_apply(figures: Figures) -> None:
    columns = [
        Asked(measure="M06", label="In time", breakdown=["sex"]),
        Asked(measure="M69", label="Contacts"),
    ]
    grid = grid_of(Items(kind="items", title="T", columns=columns), figures, APRIL)
    assert grid.columns == ["", "In time", "Contacts"]
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["Female", "[z]", "[z]"],
        ["Total", "95.6% (43 of 45)", "1,320 [partial: 3 of 5 teams not collected]"],
    ]


def test_our_years_stand_before_what_was_published(figures: Figures) -> None:
    rows = texts(Comparison(kind="comparison", title="T", measures=["M06"]), figures)
    assert rows == [
        ["Name of M06: Here, ours", "25.0% (1 of 4) [part of the year]"],
        ["Name of M06: England, D", "50.0% (30 of 60)"],
    ]


def pages(figures: Figures, title: str) -> tuple[Paper, list[Grid]]:
    table = Months(kind="months", title=title, rows=[Asked(measure="M69")], months=1)
    paper = Paper(title="A paper", made_after="Another", tables=[table])
    return paper, [grid_of(table, figures, APRIL)]


def test_a_page_says_that_it_is_an_unsuppressed_draft_and_stands_alone(figures: Figures) -> None:
    paper, grids = pages(figures, "Contacts <b>")
    html = as_html(paper, APRIL, grids)
    assert WARNING in html and WARNING in as_markdown(paper, APRIL, grids)
    assert "Contacts &lt;b&gt;" in html and "<b>" not in html
    assert "http" not in html and "<script" not in html and '<html lang="en">' in html
    assert html.count('scope="row"') == 1 and html.count('scope="col"') == 1


def test_the_csv_holds_the_exact_figure_behind_every_cell(figures: Figures) -> None:
    _, grids = pages(figures, "Contacts")
    [row] = csv.DictReader(io.StringIO(as_csv(grids)))
    assert (row["measure_id"], row["month"], row["numerator"]) == ("M69", "2020-04", "1320")
    assert (row["symbol"], row["reason"]) == ("x", "partial: 3 of 5 teams not collected")


def test_a_paper_may_not_say_what_the_vocabulary_does_not_hold(tmp_path: Path) -> None:
    (tmp_path / "odd.yml").write_text(
        "title: T\nmade_after: A\ntables: [{kind: months, title: T, formula: 1 / 2, rows: []}]\n"
    )
    with pytest.raises(Refusal, match="odd.yml.*formula"):
        read_papers(tmp_path)


def test_every_paper_asks_for_measures_and_breakdowns_that_there_are() -> None:
    measures = measures_in(json.loads(ensure_manifest().read_text(encoding="utf-8")))
    papers, wanted = read_papers(), wanted_measures()
    assert len(papers) == 5
    for name, paper in papers.items():
        for number in paper.numbers():
            assert number in measures or number[:3] in wanted, f"{name}: {number}"
        for asked in paper.broken_down():
            held = measures.get(asked.measure)
            if held and held.breakdowns and asked.breakdown:
                assert " | ".join(asked.breakdown) in held.breakdowns, f"{name}: {asked.measure}"
