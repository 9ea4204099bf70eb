"""How the records of a figure are told: the definition, the figure, each group and who is in it.

What counts is decided in the measures, and compared in orchestration.explain.
"""

from collections.abc import Iterable
from typing import Any

from orchestration.cli.voice import aside, out, plain, table

TITLES = {"numerator": "Counted in the numerator", "denominator": "Only in the denominator"}
LEFT_OUT = "Left out: "
HEADINGS = ["group", "record", "person", "file", "line", "source", "numerator", "denominator"]


def title_of(kind: str, reason: str) -> str:
    return TITLES.get(kind, f"{LEFT_OUT}{reason}")


def tell_definition(asked: Any) -> None:
    definition = asked.definition
    part = ", ".join(f"{column} {value}" for column, value in asked.where.items())
    of = f" ({part})" if part else ""
    out.print(f"{definition.measure_id} {definition.name}{of}", markup=False)
    out.print(definition.sentence, markup=False)
    for word, said in definition.told.items():
        out.print(f"  {word.replace('_', ' ')}: {said}", markup=False)
    out.print()


def figure_rows(figures: Iterable[Any]) -> list[list[Any]]:
    return [
        [figure.authority or "", *map(plain, (figure.numerator, figure.denominator))]
        + [plain(figure.value) if figure.reason_code is None else f"not told: {figure.reason_code}"]
        for figure in figures
    ]


def tell_records(
    asked: Any,
    held: list[Any],
    found: list[Any],
    shown: list[Any],
    places: dict[Any, Any],
    first: int,
    wrong: list[str],
) -> None:
    tell_definition(asked)
    month = str(asked.month)[:7]
    headings = ["authority", "numerator", "denominator", "value"]
    if held:
        table(f"The figure of {month}", headings, figure_rows(held))
    else:
        out.print("No figure is kept for those columns together; the counts are of its records.\n")
    rows = [
        [title_of(group.kind, group.reason), group.records, group.numerator, group.denominator]
        for group in found
    ]
    table(f"Its records in {month}", ["group", "records", "numerator", "denominator"], rows)
    for group in found:
        mine = [each for each in shown if (each.kind, each.reason) == (group.kind, group.reason)]
        if not mine[:first]:
            continue
        title = f"{title_of(group.kind, group.reason)} ({group.records:,})"
        columns, listed = record_rows(mine[:first], places)
        table(title, columns[1:], [row[1:] for row in listed])
        if group.records > first:
            out.print(f"... and {group.records - first:,} more: add --xlsx FILE\n")
    tell_wrong(wrong, "The records come to the figure exactly." if held else "")


def tell_wrong(wrong: list[str], right: str) -> None:
    if wrong:
        aside.print("THE FIGURE AND ITS RECORDS DISAGREE. Do not use it; tell your engineers.")
        for words in wrong:
            aside.print(f"  {words}", markup=False)
    elif right:
        out.print(right)


def record_rows(shown: Iterable[Any], places: dict[Any, Any]) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of a list of records, each with the file and line it was received in."""
    rows = []
    for each in shown:
        rows.append(
            [
                title_of(each.kind, each.reason),
                *(each.record_id, each.person_id or ""),
                *place_cells(places.get(each.place), each),
                *(
                    "" if amount is None else amount
                    for amount in (each.numerator, each.denominator)
                ),
            ]
        )
    return HEADINGS, rows


def place_cells(place: Any, each: Any) -> list[Any]:
    """File, line and source; where the file is not known any more, the delivery's number."""
    if place is None:
        return [f"delivery {each.submission_id}" if each.submission_id else "", "", ""]
    return [place.file, place.line or "", f"{place.source} {place.period}"]


def records_data(
    asked: Any,
    held: list[Any],
    found: list[Any],
    shown: list[Any],
    places: dict[Any, Any],
    first: int,
    wrong: list[str],
) -> dict[str, Any]:
    told = []
    for group in found:
        mine = [each for each in shown if (each.kind, each.reason) == (group.kind, group.reason)]
        told.append(
            {
                "group": group.kind,
                "reason": group.reason or None,
                "records_count": group.records,
                "numerator": group.numerator,
                "denominator": group.denominator,
                "records": [record_data(each, places) for each in mine[:first]],
            }
        )
    return {
        **asked_data(asked),
        "figures": figures_data(held),
        "groups": told,
        "agrees": not wrong,
        "differences": wrong,
    }


def asked_data(asked: Any) -> dict[str, Any]:
    definition = asked.definition
    return {
        "measure": definition.measure_id,
        "name": definition.name,
        "sentence": definition.sentence,
        "definition": definition.told,
        "month": str(asked.month)[:7],
        "where": dict(asked.where),
    }


def figures_data(held: Iterable[Any]) -> list[dict[str, Any]]:
    return [{**each.__dict__, "value": plain(each.value) or None} for each in held]


def record_data(each: Any, places: dict[Any, Any]) -> dict[str, Any]:
    place = places.get(each.place)
    told = {k: v for k, v in each.__dict__.items() if k not in ("kind", "reason", "step")}
    return {
        **told,
        "file": place.file if place else None,
        "source": place.source if place else None,
        "table": place.table if place else None,
        "line": place.line if place else None,
        "period": place.period if place else None,
        "received_at": place.received_at if place else None,
    }
