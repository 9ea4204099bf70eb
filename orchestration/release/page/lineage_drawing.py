"""Draws the layers that a dataset is made through, left to right, with Altair as everything else.

The same is told in words beside it; nothing of a figure is in it.
"""

import textwrap
from dataclasses import dataclass
from typing import Any

from orchestration.release.page.drawing import COLOURS, FONT, INK, rendered
from orchestration.release.page.lineage import LAYERS, Layers

WIDTH, GAP, HIGH, STEP = 205, 40, 40, 50
# Letters that fit a line of a box, by the widest of them.
LETTERS, LINES, LEADING = 27, 2, 16


def as_svg(layers: Layers) -> str:
    """The drawing; the same layers make the same bytes."""
    return rendered(lambda: spec_of(layers))


def in_lines(name: str) -> list[str]:
    """A name as it stands in its box: broken between words, and cut where it is too long."""
    lines = textwrap.wrap(name, LETTERS, max_lines=LINES, placeholder=" ...")
    return lines or [name]


@dataclass(frozen=True)
class _Placed:
    """Boxes, lines between them and headings, by where they stand."""

    boxes: list[dict[str, Any]]
    ways: list[dict[str, Any]]
    heads: list[dict[str, Any]]
    width: int
    height: int


def _placed(layers: Layers) -> _Placed:
    most = max(len(names) for names in layers.names)
    height, width = STEP * (most + 1), len(LAYERS) * (WIDTH + GAP) - GAP
    at: dict[str, tuple[int, float, float]] = {}
    for place, names in enumerate(layers.names):
        room = (height - STEP) / max(1, len(names))
        for row, name in enumerate(names):
            at[name] = (place, place * (WIDTH + GAP), STEP + room * (row + 0.5))
    boxes = []
    for name, (_, x, y) in at.items():
        lines = in_lines(name)
        edges = {"x": x, "x2": x + WIDTH, "y": y - HIGH / 2, "y2": y + HIGH / 2}
        boxes.append({**edges, "said": lines, "first": y - LEADING / 2 * (len(lines) - 1)})
    ways = []
    for one, other in layers.links:
        if one in at and other in at and at[one][0] < at[other][0]:
            (_, x, y), (_, x2, y2) = at[one], at[other]
            ways.append({"x": x + WIDTH, "y": y, "x2": x2, "y2": y2})
    heads = [{"x": p * (WIDTH + GAP), "y": STEP / 2, "said": head} for p, head in enumerate(LAYERS)]
    return _Placed(boxes, ways, heads, width, height)


def spec_of(layers: Layers) -> dict[str, Any]:
    """What is to be drawn, in the words of the library."""
    import altair as alt

    placed = _placed(layers)

    def of(rows: list[dict[str, Any]]) -> Any:
        return alt.Chart(alt.InlineData(values=rows), width=placed.width, height=placed.height)

    def along(field: str) -> dict[str, Any]:
        down = alt.Scale(domain=[placed.height, 0])
        across = alt.Scale(domain=[0, placed.width], nice=False)
        x: Any = alt.X("x:Q", scale=across, axis=None)
        y: Any = alt.Y(f"{field}:Q", scale=down, axis=None)
        return {"x": x, "y": y}

    words = {"align": "left", "baseline": "middle", "aria": False}
    lines = of(placed.ways).mark_rule(color="#6f777b", aria=False)
    boxes = of(placed.boxes).mark_rect(fill="#eef3f9", stroke=COLOURS[0], aria=False)
    names = of(placed.boxes).mark_text(dx=6, fontSize=13, lineHeight=LEADING, **words)
    heads = of(placed.heads).mark_text(fontSize=14, fontWeight="bold", **words)
    whole = alt.layer(
        lines.encode(**along("y"), x2="x2", y2="y2"),
        boxes.encode(**along("y"), x2="x2", y2="y2"),
        names.encode(**along("first"), text="said:N"),
        heads.encode(**along("y"), text="said:N"),
    )
    styled = whole.configure(font=FONT, background="white", padding=5)
    told: dict[str, Any] = (
        styled.configure_view(stroke=None).configure_text(color=INK).to_dict(validate=False)
    )
    return told
