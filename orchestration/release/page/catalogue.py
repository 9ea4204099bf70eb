"""The data catalogue of a release: every dataset, measure and source, and where each comes from.

It is compiled from what the models, the measures and the contracts say of themselves. No figure is
in it, and nobody's address: questions go to whom the foot of the page names.
"""

from collections.abc import Iterator, Mapping
from html import escape

from orchestration.contracts.catalogue import the_catalogue
from orchestration.measures.declared import Measure
from orchestration.release.about import about
from orchestration.release.changes import numbers_of, source_name
from orchestration.release.contents import Contents
from orchestration.release.dataset import Dataset, Table, kind
from orchestration.release.page.drawing import size_of
from orchestration.release.page.layout import document, link, listed
from orchestration.release.page.lineage import LAYERS, Layers, Models, layers_of, origins
from orchestration.release.page.lineage_drawing import as_svg
from orchestration.release.pages import Told, html_of
from orchestration.release.periods import period_in, spoken

FOLDER = "lineage"
# So many of a column's origins are named; the compiled list has all of them.
NAMED = 4


def catalogue_page(contents: Contents, models: Models) -> tuple[str, dict[str, str]]:
    """The page, and the drawings of lineage by their names beside it."""
    drawn: dict[str, str] = {}
    parts = list(_parts(contents, models, drawn))
    return document(f"Data catalogue, {spoken(contents.month)}", parts, "catalogue.html"), drawn


def _parts(contents: Contents, models: Models, drawn: dict[str, str]) -> Iterator[str]:
    yield (
        "<p>What is published, what it counts and where it comes from. It is made in the same run"
        " as the figures, from the same descriptions that the figures are made by.</p>"
    )
    yield '<nav aria-label="On this page">'
    yield listed(
        [
            *(link(f"#{_id(n)}", d.label) for n, (d, _) in sorted(contents.tables.items())),
            link("#measures", "All measures"),
            link("sources.html", "All extracts and their columns"),
        ]
    )
    yield "</nav>"
    for name, (dataset, table) in sorted(contents.tables.items()):
        yield f'<h2 id="{_id(name)}">{escape(dataset.label)}</h2>'
        yield f"<p>{escape(str(dataset.exposure.get('description', '')))}</p>"
        yield from html_of(_facts(dataset, table), f"{_id(name)}-facts")
        yield from _lineage(dataset, contents.measures, models, drawn)
        yield f"<details><summary>Columns of {escape(name)}.csv</summary>"
        yield from html_of(_columns(dataset, table), f"{_id(name)}-columns")
        yield "</details>"
    yield from _measures(contents)


def _id(name: str) -> str:
    return name.replace("_", "-")


def _facts(dataset: Dataset, table: Table) -> Told:
    """Who answers for a dataset, how often it comes, and under which licence."""
    periods = sorted({period_in(dict(zip(table.columns, r, strict=True))) for r in table.rows})
    owner = dict(dataset.exposure.get("owner") or {})
    rows = [
        ("File", f"{dataset.name}.csv"),
        ("Made by", str(owner.get("name", ""))),
        ("Published", str(dataset.exposure.get("cadence", ""))),
        ("Licence", str(dataset.exposure.get("licence", about().licence))),
        ("Times", f"{periods[0].label} to {periods[-1].label}" if periods else ""),
        ("Rows", f"{len(table.rows):,}"),
        ("Model", dataset.model),
    ]
    return Told(f"The dataset: {dataset.label}", ("What", "Which"), rows)


def _lineage(
    dataset: Dataset, measures: Mapping[str, Measure], models: Models, drawn: dict[str, str]
) -> Iterator[str]:
    layers = layers_of(dataset, measures, models)
    if not layers.links:
        return
    name = f"{FOLDER}/{_id(dataset.name)}.svg"
    drawn[name] = as_svg(layers)
    width, height = size_of(drawn[name])
    said = escape(
        f"Where {dataset.label} comes from: {len(layers.names[0])} extracts, by way of"
        f" {len(layers.names[1])} tables and {len(layers.names[2])} measures. The same is told in"
        " words below."
    )
    label = escape(f"Lineage of {dataset.label}")
    yield f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">'
    yield f'<img src="{name}" width="{width}" height="{height}" alt="{said}"></div>'
    yield "<details><summary>The same in words</summary>"
    yield from html_of(_in_words(layers), f"{_id(dataset.name)}-lineage")
    yield "</details>"


def _in_words(layers: Layers) -> Told:
    rows = []
    for measure in layers.names[2]:
        tables = [one for one in layers.before(measure) if one in layers.names[1]]
        sources = dict.fromkeys(source for table in tables for source in layers.before(table))
        rows.append((measure, "; ".join(tables), "; ".join(sources)))
    return Told(
        f"What each measure of {layers.names[3][0]} is made from",
        (LAYERS[2], LAYERS[1], LAYERS[0]),
        rows,
    )


def _columns(dataset: Dataset, table: Table) -> Told:
    heads = ("Column", "Kind", "What it is", "Unit", "Made from")
    rows = []
    for name in table.columns:
        told = dataset.columns[name]["open_data"] or {}
        held = origins().get(f"{dataset.model}.{name}", ())
        named = "; ".join(_said(one) for one in held[:NAMED])
        more = f"; and {len(held) - NAMED} more" if len(held) > NAMED else ""
        rows.append(
            (
                name,
                kind(dataset, name) or "Time or place",
                str(dataset.columns[name]["description"]),
                str(told.get("unit", "")),
                named + more,
            )
        )
    return Told(f"Columns of {dataset.name}.csv", heads, rows)


def _said(origin: str) -> str:
    """A supplier's word with its extract: what comes from us is left as it is called."""
    source, _, rest = origin.partition(".")
    if source not in the_catalogue().contracts:
        return origin.replace("_", " ")
    return f"{source_name(source)}: {rest.rpartition('.')[2].replace('_', ' ')}"


def _measures(contents: Contents) -> Iterator[str]:
    """Every measure that is counted, with the datasets that show it."""
    yield '<h2 id="measures">All measures</h2>'
    where: dict[str, list[str]] = {}
    for dataset, _ in contents.tables.values():
        for number in numbers_of(dataset):
            where.setdefault(number, []).append(dataset.label)
    heads = ("Measure", "What it counts", "Owner", "Made from", "Shown in")
    rows = [
        (
            f"{number} {measure.name}",
            measure.sentence,
            measure.of("owner").partition("@")[0].replace("-", " "),
            "; ".join(map(source_name, _made_from(measure))),
            "; ".join(sorted(where.get(number, []))) or "not published",
        )
        for number, measure in contents.measures.items()
    ]
    yield from html_of(Told("Measures", heads, rows), "measures-table")


def _made_from(measure: Measure) -> list[str]:
    held = [measure.of("source"), *map(str, measure.told.get("also") or [])]
    return [one for one in held if one]
