"""A paragraph for each dataset, drafted from its shown figures alone; the analyst's words win.

Which figures, in which words, is declared (`wording`); what one number says beside another is
judged in `series`. Nothing hidden can be said here: nothing but the released table is read.
"""

import json
from collections.abc import Iterator, Mapping

from orchestration.measures.declared import Measure
from orchestration.refusals import Refusal
from orchestration.release.claims import (
    Series,
    aimed,
    changed,
    record,
    target_of,
    value,
    year_before,
)
from orchestration.release.contents import Contents
from orchestration.release.dataset import Dataset, Table, kind
from orchestration.release.in_part import told_in_part
from orchestration.release.pages import Heading, Page, Part, Words
from orchestration.release.periods import Period, spoken
from orchestration.release.series import Shown, series_of
from orchestration.release.symbols import IN_A_CELL
from orchestration.release.wording import Worded, Wording, wordings

NONE_IN_PART: Mapping[tuple[str, str], str] = {}
NOTHING = "No figure of this dataset is told for an authority."
KINDS = {"Week": "weeks", "term": "terms", "year": "years"}


def headlines(contents: Contents) -> dict[str, str]:
    """The drafted paragraph of each dataset of the release."""
    held, parts = wordings(), told_in_part(contents)
    return {
        name: paragraph(
            dataset, table, held.get(name) or plain(dataset, table), contents.measures, parts
        )
        for name, (dataset, table) in sorted(contents.tables.items())
    }


def words_json(contents: Contents, drafted: Mapping[str, str]) -> str:
    """What was drafted and what the analyst made of it, both; `shown` is what is released."""
    told = {
        name: {
            "drafted": words,
            "edited": contents.edits.get(name),
            "shown": contents.edits.get(name) or words,
        }
        for name, words in drafted.items()
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def words_page(contents: Contents, drafted: Mapping[str, str]) -> Page:
    parts: list[Part] = []
    for name, words in drafted.items():
        parts += [Heading(contents.tables[name][0].label), Words(contents.edits.get(name) or words)]
    return Page(f"Headlines, {spoken(contents.month)}", parts)


def plain(dataset: Dataset, table: Table) -> Wording:
    """A wording for a dataset that declares none: its first indicator, by its label."""
    name = next(name for name in table.columns if kind(dataset, name) == "Indicator")
    label = str(dataset.columns[name]["open_data"]["label"])
    said = label[0].lower() + label[1:]
    return Wording(figures=[Worded(indicator=name, name=said, many=f"the {said} was {{value}}")])


def paragraph(
    dataset: Dataset,
    table: Table,
    wording: Wording,
    measures: Mapping[str, Measure],
    parts: Mapping[tuple[str, str], str] = NONE_IN_PART,
) -> str:
    """The headline: each declared figure in its turn, for each authority."""
    said: list[str] = []
    place = ""
    for asked in wording.figures:
        if asked.indicator not in table.columns:
            what = f"Its headline words name a column that it has not: {asked.indicator}."
            raise Refusal(
                dataset.name, what, f"Mend expectations/publication/words/{dataset.name}.yml."
            )
        held = series_of(dataset, table, asked.indicator, asked.where, asked.base)
        lacking = {month: why for (number, month), why in parts.items() if number == asked.measure}
        for area, series in held.items():
            latest = [*series][-1]
            when = f"in {area} in {latest.label}"
            measure = measures.get(asked.measure or "")
            whole = {period: _whole(period, shown, lacking) for period, shown in series.items()}
            said += sentences(dataset, asked, "" if when == place else when, whole, measure)
            if str(latest.month) in lacking and series[latest].number is not None:
                why = lacking[str(latest.month)]
                said.append(f"That is of {why}, and is compared with nothing.")
            place = when
    return " ".join(said) or NOTHING


def _whole(period: Period, shown: Shown, lacking: Mapping[str, str]) -> Shown:
    """A number of a month that is told in part can be compared with nothing."""
    return Shown(shown.cell) if str(period.month) in lacking else shown


def sentences(
    dataset: Dataset, asked: Worded, when: str, series: Series, measure: Measure | None
) -> Iterator[str]:
    """What can be said of the latest figure of a series; `when` is empty where it was said."""
    *earlier, latest = series
    now, unit = series[latest], str(dataset.columns[asked.indicator]["open_data"].get("unit", ""))
    if now.number is None:
        why = IN_A_CELL.get(now.cell, "not shown")
        yield _begun(f"{when} the {asked.name} is {why}.")
        return
    yield _begun(f"{when}, {_told(asked, now, unit)}.")
    better = asked.better or (measure.better if measure else "none")
    if earlier:
        yield from changed(now, earlier[-1], series[earlier[-1]], unit, better)
    yearly = [period for period in earlier[:-1] if latest.is_year_after(period)]
    if yearly:
        yield from year_before(now, yearly[0], series[yearly[0]], unit)
    yield from record(now, {period: series[period] for period in earlier}, latest, unit)
    target = asked.target or target_of(measure)
    if target and better != "none" and (now.low is not None or unit == "%"):
        yield aimed(now, target, better, unit)


def _begun(sentence: str) -> str:
    """With a capital, and no comma of a place that is not said."""
    bare = sentence.lstrip(", ")
    return bare[0].upper() + bare[1:]


def _told(asked: Worded, now: Shown, unit: str) -> str:
    if now.number == 0 and asked.none:
        return asked.none
    if now.number == 1 and asked.one:
        return asked.one
    return asked.many.replace("{value}", value(now, unit))
