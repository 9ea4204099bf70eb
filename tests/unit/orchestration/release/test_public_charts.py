"""A chart draws the numbers that a release shows and nothing of what is hidden or missing."""

import json
import re
from collections.abc import Sequence
from typing import Any

import altair as alt
import pytest

from orchestration.refusals import Refusal
from orchestration.release.dataset import Table
from orchestration.release.page.declared import shown_by
from orchestration.release.page.drawing import COLOURS, NARROW, WIDE, as_svg, spec_of
from orchestration.release.page.figure import drawings, figure, in_words, table_of
from orchestration.release.page.lineage import Layers
from orchestration.release.page.lineage_drawing import spec_of as lineage_of
from orchestration.release.page.picking import Picked, picked
from orchestration.release.series import LEVEL
from tests.unit.orchestration.release.drawn import AREAS, BANDS, BY_AGE, ITEMS, TREND, drawn_as
from tests.unit.orchestration.release.releasing import ENGLAND, HERE, a_row, a_table

HIDDEN = "731"
MONTHS = ("August", "September", "October", "November", "December")


def a_trend(cells: list[str]) -> Picked:
    rows = [a_row(m, "2025", "Total", cell) for m, cell in zip(MONTHS, cells, strict=True)]
    return of_rows(rows, TREND)


def of_rows(rows: Sequence[tuple[str, ...]], chart: dict[str, Any]) -> Picked:
    dataset = drawn_as(chart)
    [asked] = shown_by(dataset.name, dataset.told).charts
    held = picked(dataset, a_table(list(rows)), asked, {"Sampleshire"})
    assert held is not None
    return held


def marks(svg: str) -> list[str]:
    """What each drawn point or bar says of itself."""
    return re.findall(r'aria-label="([^"]*)"[^>]* role="graphics-symbol"', svg) or re.findall(
        r'role="graphics-symbol"[^>]* aria-label="([^"]*)"', svg
    )


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_hidden_point_has_no_place_in_the_drawing_and_breaks_its_line(width: int) -> None:
    shown, gone = (a_trend(["10", "20", cell, "40", "50"]) for cell in ("30", "c"))
    svg = as_svg(gone, width)
    assert marks(svg) == [
        *("August 2025: 10", "September 2025: 20"),
        *("November 2025: 40", "December 2025: 50"),
    ]
    lines = re.findall(r'<path [^>]*d="(M[^"]*)"[^>]*stroke-width="2.5"', svg)
    assert [path.count(",") for path in lines] == [2, 2], "two lines of two points each"
    assert [m for m in marks(as_svg(shown, width)) if "October" in m] == ["October 2025: 30"]
    assert len(re.findall(r'stroke-width="2.5"', as_svg(shown, width))) == 1


def test_what_is_hidden_is_the_same_drawing_whatever_it_was() -> None:
    """The number behind a c never comes near; that it may be any of them is the proof."""
    pictures = {as_svg(a_trend(["10", "20", sign, "40", "50"]), WIDE) for sign in ("c", "x", "z")}
    assert len(pictures) == 1


@pytest.mark.parametrize("chart", [ITEMS, BANDS])
def test_a_hidden_bar_is_not_there_and_is_said(chart: dict[str, Any]) -> None:
    rows = [
        a_row("December", "2025", "Total", "45", "c"),
        a_row("December", "2025", "0 to 5", "c"),
        a_row("December", "2025", "6 to 10", "25"),
    ]
    held = of_rows(rows, chart)
    svg = as_svg(held, WIDE)
    assert [mark.rpartition(" ")[2] for mark in marks(svg)] == ["45" if chart is BANDS else "25"]
    assert svg.count("[c]") == 1
    said = "".join(figure(held, "one", drawings(held, "one"), "plans.csv", 1200))
    assert "Not drawn:" in said and "hidden, so that nobody can be recognised" in said
    assert "[c]" in said.partition("<table")[2], "the table has the sign in its place"


def test_lines_differ_by_shape_and_dash_and_are_named() -> None:
    rows = [
        a_row(month, "2025", age, "40" if age == "Total" else "20")
        for month in MONTHS
        for age in ("Total", "0 to 5")
    ]
    held = of_rows(rows, BY_AGE)
    svg = as_svg(held, WIDE)
    assert ">All<" in svg and ">Young<" in svg
    assert "stroke-dasharray" in svg
    assert "Young, December 2025: 20" in marks(svg)
    shapes = set(re.findall(r'd="(M[^"]*)"[^>]*role="graphics-symbol"|d="(M[^"]*A[^"]*)"', svg))
    assert len(shapes) > 1


@pytest.mark.parametrize("chart", [TREND, BY_AGE, ITEMS, BANDS, AREAS])
def test_what_is_drawn_is_valid_by_the_librarys_own_rules(chart: dict[str, Any]) -> None:
    rows = [
        ("2025", "December", *ENGLAND, "Total", "700", "50.0"),
        *(a_row("December", "2025", age, "45", "82.5") for age in ("Total", "0 to 5")),
    ]
    alt.LayerChart.from_dict(spec_of(of_rows(rows, chart), WIDE))
    layers = Layers(
        (("An extract",), ("a table",), ("M1 One",), ("Plans",)), (("M1 One", "Plans"),)
    )
    alt.LayerChart.from_dict(lineage_of(layers))


def test_every_colour_has_three_to_one_against_white() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for colour in [*COLOURS, "#6f777b"]:
        assert 1.05 / (light(colour) + 0.05) >= 3, colour


def test_the_same_figures_are_the_same_bytes_and_nothing_is_fetched() -> None:
    held = a_trend(["10", "20", "c", "40", "50"])
    first = as_svg(held, WIDE)
    assert [as_svg(held, WIDE) for _ in range(2)] == [first] * 2
    for other in ("<script", "<image", "@import", "@font-face", "url(http", "<foreignObject"):
        assert other not in first
    addresses = set(re.findall(r"https?://[^\"' ]+", first))
    assert addresses == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_england_and_other_authorities_stand_beside_ours() -> None:
    there = ("Local authority", "E92000001", "England", "E10000998", "Othershire")
    rows = [
        ("2025", "December", *ENGLAND, "Total", "700", "50.0"),
        ("2025", "December", *there, "Total", "70", "61.5"),
        ("2025", "December", *HERE, "Total", "45", "82.5"),
    ]
    held = of_rows(rows, AREAS)
    assert held.labels == ["Sampleshire", "England", "Othershire"]
    assert [mark for mark in marks(as_svg(held, WIDE))] == [
        *("Sampleshire: 82.5%", "England: 50.0%", "Othershire: 61.5%"),
    ]
    assert LEVEL in HERE
    assert in_words(held).startswith("Bar chart of percentage of plans in time.")


def test_a_line_may_stand_in_where_a_filter_was_left_out() -> None:
    lines = [{"name": "Young", "where": {"age_group": "0 to 5"}}, {"without": "age_group"}]
    rows = [a_row("December", "2025", age, "40") for age in ("Total", "0 to 5")]
    assert list(of_rows(rows, {**TREND, "lines": lines}).lines) == ["Young"]
    bare = [(*row[:7], *row[8:]) for row in rows[:1]]
    dataset = drawn_as({**TREND, "lines": lines})
    [asked] = shown_by(dataset.name, dataset.told).charts
    columns = [name for name in a_table([]).columns if name != "age_group"]
    held = picked(dataset, Table(columns, bare, ["age_group"]), asked, {"Sampleshire"})
    assert held is not None and held.lines == {"Sampleshire": ["40"]}


def test_words_and_table_tell_all_that_is_drawn() -> None:
    held = a_trend(["1000", "20", "c", "40", "x"])
    assert in_words(held) == (
        "Line chart of number of plans. 1,000 in August 2025, 40 in November 2025."
        " All figures are in the table below."
    )
    assert [row[1] for row in table_of(held).rows] == ["1,000", "20", "[c]", "40", "[x]"]


def test_where_nothing_can_be_shown_nothing_is_drawn() -> None:
    held = a_trend(["c"] * 5)
    assert drawings(held, "one") == {}
    said = "".join(figure(held, "one", {}, "plans.csv", 1200))
    assert "No chart is drawn" in said and "<img" not in said


@pytest.mark.parametrize(
    "chart",
    [
        {**TREND, "kind": "pie"},
        {**TREND, "formula": "plan_count / 2"},
        {"kind": "bands", "title": "One", "bands": [{"figure": "plan_count", "name": "a"}]},
        {"kind": "items", "title": "By nothing", "figure": "plan_count"},
    ],
)
def test_what_a_dataset_may_ask_for_is_a_closed_list(chart: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match=r"pub_plans\.yml"):
        shown_by("plans", {"page": {"charts": [chart]}})


def test_what_is_declared_is_plain_and_survives_as_json() -> None:
    dataset = drawn_as(TREND, ITEMS)
    assert json.loads(json.dumps(dataset.told["page"])) == dataset.told["page"]
    asked = shown_by(dataset.name, dataset.told)
    assert asked.figures() == {"plan_count"} and asked.filters() == {"age_group"}
