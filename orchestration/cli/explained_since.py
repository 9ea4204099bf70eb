"""How it is told why a figure moved: a table that adds up, and the records behind each line.

What came, went and changed is found in orchestration.explain.
"""

from typing import Any

from orchestration.cli.explained import (
    asked_data,
    figures_data,
    place_cells,
    record_data,
    tell_definition,
    tell_wrong,
)
from orchestration.cli.voice import out, plain, table

HEADINGS = [
    *("step", "what happened", "record", "person", "file", "line", "source", "received"),
    *("numerator", "denominator"),
]


def words_of(asked: Any, opening: Any, told: Any, line: Any) -> str:
    """A line of the table in words."""
    from orchestration.explain.movement import KINDS, RESTATEMENT

    if line.is_figure:
        moment = f"as known at {told.known_by}" if told.known_by else "as known now"
        said = {
            "opening": f"{opening}, {moment}",
            "restated": f"{opening}, as known now",
            "closing": f"{str(asked.month)[:7]}, as known now",
        }
        return said[line.kind]
    return f"  {KINDS[line.kind][0 if line.step == RESTATEMENT else 1]}"


def tell_since(asked: Any, opening: Any, told: Any, places: dict[Any, Any], first: int) -> None:
    from orchestration.explain.figures import RANKED

    tell_definition(asked)
    rows = []
    for line in told.movement.lines:
        value = ""
        if line.is_figure:
            value = ", ".join(plain(figure.value) or "-" for figure in told.held[line.kind])
        amounts = [_signed(line, line.numerator), _signed(line, line.denominator)]
        rows.append([words_of(asked, opening, told, line), f"{line.records:,}", *amounts, value])
    headings = ["", "records", "numerator", "denominator", "value"]
    table(f"Why it moved between {opening} and {str(asked.month)[:7]}", headings, rows)
    if asked.definition.statistic in RANKED:
        out.print(
            "A figure that is found by rank does not add up; what its records count for does."
        )
    _tell_deliveries(told)
    for line in told.movement.lines:
        mine = [each for each in told.changes if (each.step, each.kind) == (line.step, line.kind)]
        if mine[:first]:
            title = f"{words_of(asked, opening, told, line).strip()} ({line.records:,})"
            listed = [_cells(asked, opening, told, line, each, places) for each in mine[:first]]
            table(title, HEADINGS[2:], [row[2:] for row in listed])
            if len(mine) > first:
                out.print(f"... and {len(mine) - first:,} more: add --xlsx FILE\n")
    tell_wrong(told.differences, "It adds up, and each figure is what its records come to.")


def _signed(line: Any, amount: int) -> str:
    return f"{amount:,}" if line.is_figure else f"{amount:+,}"


def _tell_deliveries(told: Any) -> None:
    if told.known_by is None:
        out.print("Nothing of the opening month was known before later months came in.\n")
        return
    rows = [[e.source, e.period, e.received_at, e.submission_id] for e in told.since_then]
    if rows:
        title = f"What came in after {told.known_by} that the measure depends on"
        table(title, ["source", "period", "received", "delivery"], rows)


def _cells(
    asked: Any, opening: Any, told: Any, line: Any, each: Any, places: dict[Any, Any]
) -> list[Any]:
    place = places.get(each.place)
    received = place.received_at if place else ""
    return [
        *(each.step, words_of(asked, opening, told, line).strip()),
        *(each.record_id, each.person_id or "", *place_cells(place, each), received),
        f"{each.numerator_before} → {each.numerator_after}",
        f"{each.denominator_before} → {each.denominator_after}",
    ]


def change_rows(
    asked: Any, opening: Any, told: Any, places: dict[Any, Any]
) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of every record that changed the figure, line by line of the table."""
    rows = [
        _cells(asked, opening, told, line, each, places)
        for line in told.movement.lines
        for each in told.changes
        if (each.step, each.kind) == (line.step, line.kind)
    ]
    return HEADINGS, rows


def since_data(
    asked: Any, opening: Any, told: Any, places: dict[Any, Any], first: int
) -> dict[str, Any]:
    lines = []
    for line in told.movement.lines:
        mine = [each for each in told.changes if (each.step, each.kind) == (line.step, line.kind)]
        said = {**line.__dict__, "words": words_of(asked, opening, told, line).strip()}
        if line.is_figure:
            said["figures"] = figures_data(told.held[line.kind])
        else:
            said["changed"] = [record_data(each, places) for each in mine[:first]]
        lines.append(said)
    deliveries = [
        {"source": e.source, "period": e.period, "received_at": e.received_at,
         "submission_id": e.submission_id}
        for e in told.since_then
    ]  # fmt: skip
    return {
        **asked_data(asked),
        "since": str(opening),
        "known_by": str(told.known_by) if told.known_by else None,
        "lines": lines,
        "came_after": deliveries,
        "agrees": not told.differences,
        "differences": told.differences,
    }
