"""How each dataset is counted and protected, and what each of its columns is, as pages for people.

Compiled from what the models, the measures and the policies say of themselves, so that it cannot
say other than what is done. Whom to write to is on the cover: a page that anybody reads holds no
address of a person.
"""

from collections.abc import Iterator, Mapping

from orchestration.measures.declared import Measure
from orchestration.measures.page import BETTER, STATISTICS
from orchestration.release.about import about
from orchestration.release.certificate import certificate, certificate_told
from orchestration.release.changes import numbers_of
from orchestration.release.contents import Contents
from orchestration.release.dataset import Dataset, Table, kind
from orchestration.release.pages import Heading, Listed, Page, Part, Told, Words
from orchestration.release.periods import spoken
from orchestration.release.policy_words import general, policy_words
from orchestration.release.symbols import IN_A_CELL, OF_A_ROW

ROWS = {
    "Above the line": "numerator",
    "Below the line": "denominator",
    "Left out": "left_out",
    "Dates": "dates",
    "Choice": "choice",
    "Basis in law or guidance": "basis",
}


def methodology_page(contents: Contents) -> Page:
    """How every dataset of the release is counted, rounded and protected."""
    parts: list[Part] = [Words(f"{about().title}, {spoken(contents.month)}. {about().licence}.")]
    parts += [Heading("What holds for every dataset"), Listed(general()), signs()]
    if proven := certificate(contents):
        parts.append(Heading("How it was proven that nobody is told of"))
        parts.append(
            Told("The attack", ("What", "How many"), certificate_told(proven), frozenset({1}))
        )
    told: set[str] = set()
    for name in sorted(contents.tables):
        parts += _of_dataset(*contents.tables[name], contents.measures)
        told |= {number for number in numbers_of(contents.tables[name][0])}
    parts.append(Heading("How each measure is counted"))
    for number, measure in contents.measures.items():
        if number in told:
            parts += [Heading(f"{number} {measure.name}", 3), Words(measure.sentence)]
            parts.append(Told(f"{number} in full", ("What", "How"), list(_rows(measure))))
    return Page("Methodology", parts)


def signs() -> Told:
    """The signs, as a table."""
    rows = [(sign, said) for sign, said in {**IN_A_CELL, **OF_A_ROW}.items()]
    return Told("Signs in place of a number, and of a row", ("Sign", "What it means"), rows)


def _of_dataset(dataset: Dataset, table: Table, measures: Mapping[str, Measure]) -> Iterator[Part]:
    yield Heading(dataset.label)
    if dataset.exposure.get("description"):
        yield Words(str(dataset.exposure["description"]))
    disclosure = dataset.told.get("disclosure") or {}
    said = [
        f"File: {dataset.name}.csv.",
        f"Published: {dataset.exposure.get('cadence', 'monthly')}.",
    ]
    said += policy_words(disclosure)
    if disclosure.get("why"):
        said.append(f"Why this policy: {disclosure['why']}")
    if table.left_out:
        labels = [str(dataset.columns[name]["open_data"]["label"]) for name in table.left_out]
        said.append(f"Left out, for it had one item only: {', '.join(labels)}.")
    yield Listed(tuple(said))
    rows = [
        (number, measures[number].name, _ways(ways))
        for number, ways in (disclosure.get("figures") or {}).items()
        if number in measures
    ]
    if rows:
        yield Told(f"Measures shown in {dataset.name}", ("Number", "Measure", "Shown by"), rows)


def _ways(ways: object) -> str:
    """The breakdowns that a dataset shows of a measure."""
    told = [str(way) for way in ways] if isinstance(ways, list) else [str(ways)]
    return "; ".join(way.replace(" | ", " and ").replace("_", " ") for way in told)


def _rows(measure: Measure) -> Iterator[tuple[str, str]]:
    yield from ((title, measure.of(key)) for title, key in ROWS.items() if measure.of(key))
    statistic = measure.of("statistic")
    yield "Statistic", STATISTICS.get(statistic, statistic)
    yield "Unit", f"{measure.unit}, to {measure.places} decimal places; {BETTER[measure.better]}"
    target = measure.target
    yield "Target", f"{target['value']} by {target['by']}" if target else "none agreed"
    sources = [measure.of("source"), *map(str, measure.told.get("also") or [])]
    yield "Source", "; ".join(filter(None, sources))


def dictionary_page(contents: Contents) -> Page:
    """What every column of every dataset is."""
    parts: list[Part] = [signs()]
    heads = ("Column", "Kind", "Label", "What it is", "Unit", "Decimal places")
    for name in sorted(contents.tables):
        dataset, table = contents.tables[name]
        rows = [_column(dataset, column) for column in table.columns]
        parts += [Heading(dataset.label), Told(f"{name}.csv", heads, rows, frozenset({5}))]
    return Page("Data dictionary", parts)


def _column(dataset: Dataset, name: str) -> tuple[str, ...]:
    told = dataset.columns[name]["open_data"] or {}
    places = str(told.get("decimal_places", ""))
    named = kind(dataset, name) or "Time or place"
    description = str(dataset.columns[name]["description"])
    label, unit = str(told.get("label", "")), str(told.get("unit", ""))
    return (name, named, label, description, unit, places)
