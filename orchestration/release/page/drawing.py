"""Draws what was picked, with Altair, as SVG that needs nothing else: no script, no font to fetch.

What is hidden or missing never comes here as a number or a place: a line breaks where it is, a bar
is not there. Lines differ by shape and dash and not by colour alone.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from orchestration.release.page.picking import Picked
from orchestration.release.symbols import for_people, is_number

# The Analysis Function's colours for categories; each has 3:1 against white, and its own shape.
COLOURS = ["#12436D", "#801650", "#28A197", "#F46A25", "#3D3D3D", "#A285D1"]
DASHES = [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [10, 4], [4, 4]]
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
INK, GRID = "#0b0c0c", "#d0d4d6"
# Carried by the renderer itself, and as wide as the ones that browsers have under these names.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
WIDE, NARROW = 640, 300
ROW, BAR = 46, 18


def as_svg(picked: Picked, width: int) -> str:
    """The drawing at a width; the same figures make the same bytes."""
    return rendered(lambda: spec_of(picked, width))


def spec_of(picked: Picked, width: int) -> dict[str, Any]:
    """What is to be drawn, in the words of the library."""
    return _trend(picked, width) if picked.kind == "trend" else _bars(picked, width)


def rendered(spec: Callable[[], dict[str, Any]]) -> str:
    """A drawing as SVG. The library does not judge its own words each time: that costs more than
    to draw, and a test does it once for each kind of drawing."""
    import vl_convert
    from altair.utils.schemapi import debug_mode

    with debug_mode(False):
        told = json.dumps(spec(), sort_keys=True)
    svg: str = vl_convert.vegalite_to_svg(told)
    return lean(svg)


def size_of(svg: str) -> tuple[str, str]:
    """Width and height that an SVG says of itself."""
    told = re.search(r'<svg [^>]*width="(\d+)[^"]*" height="(\d+)', svg)
    return (told[1], told[2]) if told else ("", "")


def lean(svg: str) -> str:
    """Without what only scripts use, and on lines, for people who look at differences."""
    svg = re.sub(r' (pointer-events|aria-roledescription)="[^"]*"', "", svg)
    return svg.replace("><", ">\n<") + "\n"


def spoken(picked: Picked, name: str, label: str, cell: str) -> str:
    """A point in words, as an assistive reader of the drawing says it."""
    whose = f"{name}, " if len(picked.lines) > 1 else ""
    return f"{whose}{label}: {number(cell, picked.unit)}"


def number(cell: str, unit: str) -> str:
    """A cell as people read it."""
    if not is_number(cell):
        return for_people(cell) if cell else "no row"
    return f"{Decimal(cell):,}{'%' if unit == '%' else ''}"


def short(label: str) -> str:
    """A period as it stands below an axis."""
    month = re.fullmatch(r"([A-Z][a-z]{2})[a-z]* (\d{4})", label)
    if month:
        return f"{month[1]} {month[2]}"
    return re.sub(r"^Week (\d+) of (\d{4})$", r"Week \1, \2", label)


def _trend(picked: Picked, width: int) -> dict[str, Any]:
    import altair as alt

    places = [short(label) for label in picked.labels]
    points, names = _points(picked, places), list(picked.lines)
    base = alt.Chart(_data(points), width=width - 70, height=260 if width > NARROW else 200)
    step = max(1, -(-len(places) // (6 if width > NARROW else 3)))
    x = alt.X(
        "place:N",
        scale=alt.Scale(domain=places, type="point", padding=0.3),
        axis=alt.Axis(values=places[::-1][::step][::-1], labelAngle=0, title=None, ticks=True),
    )
    percent = "datum.label + '%'" if picked.unit == "%" else "datum.label"
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(title=None, labelExpr=percent, tickCount=5, grid=True),
    )
    legend: Any = alt.Legend(orient="top", direction="vertical", title=None, labelLimit=width - 60)
    legend = legend if len(names) > 1 else None
    colour = alt.Color("line:N", scale=alt.Scale(domain=names, range=COLOURS), legend=legend)
    dash = alt.StrokeDash("line:N", scale=alt.Scale(domain=names, range=DASHES), legend=None)
    shape = alt.Shape("line:N", scale=alt.Scale(domain=names, range=SHAPES), legend=legend)
    lines = base.mark_line(strokeWidth=2.5, strokeJoin="round", aria=False).encode(
        x=x, y=y, color=colour, strokeDash=dash, detail="run:N", order="order:Q"
    )
    marks = base.mark_point(filled=True, size=55, opacity=1).encode(
        x=x, y=y, color=colour, shape=shape, description="spoken:N"
    )
    return _styled(alt.layer(lines, marks))


def _points(picked: Picked, places: list[str]) -> list[dict[str, Any]]:
    """Each number with the unbroken run that it stands in; of nothing else there is a point."""
    found: list[dict[str, Any]] = []
    for line, (name, cells) in enumerate(picked.lines.items()):
        run = 0
        for order, cell in enumerate(cells):
            if not is_number(cell):
                run += 1
                continue
            said = spoken(picked, name, picked.labels[order], cell)
            told = {"place": places[order], "order": order, "line": name, "spoken": said}
            found.append({**told, "value": float(cell), "run": f"{line}-{run}"})
    return found


def _bars(picked: Picked, width: int) -> dict[str, Any]:
    """A bar for each place, with what it is called above it and its number behind it."""
    import altair as alt

    names = list(picked.lines)
    places: list[dict[str, Any]] = []
    bars: list[dict[str, Any]] = []
    for place, label in enumerate(picked.labels):
        for line, name in enumerate(names):
            cell = picked.lines[name][place]
            whose = f"{label}, {name}" if len(names) > 1 else label
            key = f"{place:03d}-{line}"
            shown = is_number(cell)
            places.append({"key": key, "said": whose if shown else f"{whose} {number(cell, '')}"})
            if shown:
                said = spoken(picked, name, label, cell)
                told = {"key": key, "spoken": said, "number": number(cell, picked.unit)}
                bars.append({**told, "value": float(cell), "is_first": place == 0})
    keys = [one["key"] for one in places]
    height = ROW * len(keys)
    y = alt.Y("key:N", scale=alt.Scale(domain=keys, paddingInner=0, paddingOuter=0), axis=None)
    most = max([bar["value"] for bar in bars], default=1) or 1
    x = alt.X("value:Q", scale=alt.Scale(domain=[0, most * 1.25]), axis=None)
    call = alt.Chart(_data(places), width=width - 20, height=height)
    calls = call.mark_text(align="left", baseline="bottom", dy=-3, fontSize=15, aria=False).encode(
        y=y, x=alt.value(0), text="said:N"
    )
    held = alt.Chart(_data(bars), width=width - 20, height=height)
    fill = _fill(picked)
    drawn = held.mark_bar(height=BAR, yOffset=BAR / 2).encode(
        y=y, x=x, color=fill, description="spoken:N"
    )
    told = held.mark_text(
        align="left", dx=5, dy=BAR / 2, fontSize=15, fontWeight="bold", aria=False
    )
    return _styled(alt.layer(calls, drawn, told.encode(y=y, x=x, text="number:N")))


def _fill(picked: Picked) -> Any:
    """Beside others our own bar is darker; it is the first, and called by its name."""
    import altair as alt

    if picked.kind != "areas":
        return alt.value(COLOURS[0])
    return alt.condition("datum.is_first", alt.value(COLOURS[0]), alt.value("#6f777b"))


def _data(rows: list[dict[str, Any]]) -> Any:
    """Rows as they stand in the drawing's own description: no file, no address."""
    import altair as alt

    return alt.InlineData(values=rows)


def _styled(chart: Any) -> dict[str, Any]:
    styled = (
        chart.configure(
            font=FONT, background="white", padding={"left": 5, "right": 12, "top": 8, "bottom": 5}
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, labelFontSize=14, gridColor=GRID, domainColor=INK, tickColor=INK
        )
        .configure_legend(labelColor=INK, labelFontSize=14, symbolSize=110, symbolStrokeWidth=0)
        .configure_text(color=INK)
    )
    told: dict[str, Any] = styled.to_dict(validate=False)
    return told
