"""Every file of a release beside its plain data and their descriptions.

What each file says is in the module named after it; here is the list of them, and one look at all
their words: no file may hold what looks like a person's number or address, whatever its format.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from orchestration.dbt_runner import ensure_manifest
from orchestration.gates.values import refuse_text
from orchestration.measures.declared import Measure, measures_in
from orchestration.release.certificate import certificate, certificate_csv
from orchestration.release.changes import what_changed
from orchestration.release.contents import Contents
from orchestration.release.csvw import csvw_metadata
from orchestration.release.dataset import data_csv, meta_csv
from orchestration.release.headlines import headlines, words_json, words_page
from orchestration.release.listing import release_json
from orchestration.release.methodology import dictionary_page, methodology_page
from orchestration.release.open_document import as_ods
from orchestration.release.page.lineage import Models, models_of
from orchestration.release.page.whole import pages as pages_of_readers
from orchestration.release.pages import as_html, as_markdown
from orchestration.release.parquet import as_parquet
from orchestration.release.quality import quality_page
from orchestration.release.sheets import SheetBook, release_sheets
from orchestration.release.statuses import statuses
from orchestration.release.workbook import as_xlsx

CHANGED, WORDS, INDEX = "what_changed.csv", "words.json", "release.json"
CERTIFICATE = "certificate.csv"
WORKBOOK = "figures"
# A drawing says what its table says; places along its lines can look like numbers of anything.
DRAWN = ".svg"


def documents(contents: Contents) -> dict[str, bytes]:
    """The files by name; the same contents make the same bytes."""
    manifest = ensure_manifest()
    measures, models = _declared(manifest, manifest.stat().st_mtime_ns)
    contents = contents if contents.measures else replace(contents, measures=measures)
    drafted, book = headlines(contents), release_sheets(contents)
    texts = {CHANGED: what_changed(contents), WORDS: words_json(contents, drafted)}
    if proven := certificate(contents):
        texts[CERTIFICATE] = certificate_csv(proven)
    pages = {
        "methodology": methodology_page(contents),
        "data_dictionary": dictionary_page(contents),
        "quality": quality_page(contents),
        "headlines": words_page(contents, drafted),
    }
    for name, page in pages.items():
        texts |= {f"{name}.md": as_markdown(page), f"{name}.html": as_html(page)}
    files: dict[str, bytes] = {}
    for name, (dataset, table) in contents.tables.items():
        texts[f"{name}.csv-metadata.json"] = csvw_metadata(dataset, table, contents.month)
        files[f"{name}.parquet"] = as_parquet(dataset, table, statuses(contents, dataset, table))
    plain = _plain(contents)
    sizes = {name: len(held) for name, held in plain.items()}
    texts |= pages_of_readers(contents, drafted, pages["quality"], models, sizes)
    said = {name: text for name, text in texts.items() if not name.endswith(DRAWN)}
    _refuse({**measures, **contents.measures}, {**said, f"{WORKBOOK}.xlsx": _words_of(book)})
    files |= {name: text.encode() for name, text in texts.items()}
    files |= {f"{WORKBOOK}.xlsx": as_xlsx(book), f"{WORKBOOK}.ods": as_ods(book)}
    return {**files, INDEX: release_json(contents, drafted, {**files, **plain}).encode()}


@cache
def _declared(manifest: Path, made_at: int) -> tuple[dict[str, Measure], Models]:
    """What measures and models say of themselves, read once while the manifest is the same."""
    told = json.loads(manifest.read_text(encoding="utf-8"))
    return measures_in(told), models_of(told)


def _plain(contents: Contents) -> dict[str, bytes]:
    """The plain files that the draft itself writes, for the index to tell of."""
    found = {}
    for name, (dataset, table) in contents.tables.items():
        found[f"{name}.csv"] = data_csv(table).encode()
        found[f"{name}.meta.csv"] = meta_csv(dataset, table).encode()
    return found


def _words_of(book: SheetBook) -> str:
    """Everything that a workbook says, line by line."""
    lines = [book.title, *(line for said in book.cover.values() for line in said)]
    for sheet in book.sheets:
        lines += [sheet.title, *sheet.lines, " ".join(one.heading for one in sheet.columns)]
        lines += ["\n".join(row) for row in sheet.rows]
    return "\n".join(lines)


def _refuse(measures: Mapping[str, Measure], texts: Mapping[str, str]) -> None:
    """Numbers of our own catalogue are taken away first: M63by looks like a postcode."""
    ours = sorted(measures, key=len, reverse=True)

    def without(text: str) -> str:
        for number in ours:
            text = text.replace(number, "")
        return text

    refuse_text("release", {name: without(text) for name, text in texts.items()})
