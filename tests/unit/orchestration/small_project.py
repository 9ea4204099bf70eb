"""A small made-up project of one contract, its dictionary and its code lists, as files.

Visits to a clinic and the notes on them; a test replaces a piece of text to make a mistake.
"""

from pathlib import Path

from orchestration.contracts.catalogue import Catalogue, read_catalogue

CONTRACT = """\
source: visits
title: Visits to a clinic
owner: visits@clinic.example
sector: health
cadence: monthly
each_delivery_holds: its_period
reader: {kind: delimited}
files: ["visits_*.csv", "notes_*.csv"]
supplier: {name: clinic}
period: {table: visits, column: listed, format: "%d/%m/%Y"}
tables:
  visits:
    file: "visits_*.csv"
    grain: one row per visit
    key: [visit_row_id]
    columns:
      visit_row_id: {from: id, required: true}
      listed_on: {from: listed, format: "%d/%m/%Y", required: true}
      seen_on: {from: seen, format: "%d/%m/%Y"}
      kind_code: {from: kind}
      minutes: {from: minutes, missing_marks: {x: not_known}}
  notes:
    file: "notes_*.csv"
    grain: one row per note
    key: [note_row_id]
    parent: {table: visits, word: visit_row_id}
    columns:
      note_row_id: {from: id, required: true}
      visit_row_id: {from: visit, required: true}
      note: {from: note}
"""
DICTIONARY = """\
visit_row_id: {type: text, privacy: pseudonym, description: "Identifier of a visit."}
note_row_id: {type: text, privacy: pseudonym, description: "Identifier of a note."}
listed_on: {type: date, privacy: open, description: "The last day of the month."}
seen_on: {type: date, privacy: indirect_identifier, description: "The day of the visit."}
kind_code: {type: code, codes: kinds, privacy: open, description: "What kind of visit it was."}
minutes: {type: count, privacy: open, description: "How long it took."}
note: {type: text, privacy: direct_identifier, description: "What was written down."}
"""
AGREEMENT = """\
source: visits
reference: CL-1
controller: The clinic
begins_on: 2020-01-01
ends_on: 2031-03-31
personal_data: identifiable
purposes: [service_monitoring]
lawful_basis:
  article_6: [6(1)(e)]
  article_9: [9(2)(h)]
  gateways: [An Act of 2000]
national_data_opt_out: {applies: false, why: it is for their own care}
retention: {years: 2, after: receipt, refused_days: 90}
"""
KINDS = "code,label\nfirst,First visit\nlater,Later visit\n"
MISSING_WORDS = "code,label\nn/a,Does not apply\n-,A dash\n"


def write_project(
    folder: Path,
    *,
    contract: str = CONTRACT,
    dictionary: str = DICTIONARY,
    agreement: str | None = AGREEMENT,
    contract_file: str = "visits.yml",
    more_words: str | None = None,
) -> Path:
    """Write the project's files below a folder."""
    places = [folder / name for name in ("contracts", "dictionary", "seeds/codes", "agreements")]
    for place in places:
        place.mkdir(parents=True)
    (places[0] / contract_file).write_text(contract, encoding="utf-8")
    (places[1] / "words.yml").write_text(dictionary, encoding="utf-8")
    if more_words is not None:
        (places[1] / "words_too.yml").write_text(more_words, encoding="utf-8")
    if agreement is not None:
        (places[3] / "visits.yml").write_text(agreement, encoding="utf-8")
    (places[2] / "kinds.csv").write_text(KINDS, encoding="utf-8")
    (places[2] / "missing_words.csv").write_text(MISSING_WORDS, encoding="utf-8")
    return folder


def write_agreement(folder: Path, source: str) -> None:
    """An agreement for a further source, like that for the visits."""
    text = changed(AGREEMENT, "source: visits", f"source: {source}")
    (folder / "agreements" / f"{source}.yml").write_text(text, encoding="utf-8")


def read_project(folder: Path) -> Catalogue:
    return read_catalogue(folder / "contracts", folder / "dictionary", folder / "seeds")


def changed(text: str, old: str, new: str) -> str:
    """The text with one place changed, which must be there."""
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)
