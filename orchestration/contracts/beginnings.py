"""The files that a new source begins with, and the blanks that must not stay in them.

What a filled-in file may say is in the modules of the language.
"""

import re
from pathlib import Path

from orchestration.refusals import Refusal

BLANK = "____"

CONTRACT = """\
# ____ (What is it, who made its layout, and when was that agreed?)
source: {name}
title: ____
owner: ____@____
sector: ____  # education, health, care, partnership or national
cadence: monthly
each_delivery_holds: its_period
reader: {{kind: delimited}}
files: ["{name}_*.csv"]
supplier: {{name: ____}}
period: {{table: rows, column: month_end, format: "%d/%m/%Y"}}
promise: {{due_days: 14, since: ____}}
tables:
  rows:
    grain: one row per ____
    key: [{name}_id]
    columns:
      {name}_id: {{from: id, required: true}}
      {name}_month_ending_on: {{from: month_end, format: "%d/%m/%Y", required: true}}
"""
AGREEMENT = """\
# ____ (Why may we hold it? Ask your information governance lead.)
source: {name}
reference: ____
controller: ____
begins_on: ____
ends_on: ____
personal_data: ____  # none, pseudonymous or identifiable
purposes: [____]
lawful_basis:  # leave it out where the rows are not about people
  article_6: [____]
  article_9: [____]
  gateways: [____]
national_data_opt_out: {{applies: false, why: ____}}
retention: {{years: 2, after: receipt, refused_days: 90}}
"""
WORDS = """\
# ____ (What are these words about?)
{name}_id: {{type: text, privacy: pseudonym, description: "____"}}
{name}_month_ending_on: {{type: date, privacy: open, description: "____"}}
"""
SAMPLE = "id,month_end\n____,31/12/2025\n"


def write_source(project: Path, name: str) -> list[Path]:
    """Write contract, agreement, words and sample; raise Refusal for a name that is taken."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise Refusal(name, "A source has a name in small letters.", "Write it as school_meals.")
    files = {
        project / "expectations" / "contracts" / f"{name}.yml": CONTRACT,
        project / "expectations" / "agreements" / f"{name}.yml": AGREEMENT,
        project / "expectations" / "dictionary" / f"{name}.yml": WORDS,
        project / "tests" / "samples" / "sources" / name / f"{name}_2025-12.csv": SAMPLE,
    }
    taken = [path.name for path in files if path.exists()]
    if taken:
        raise Refusal(name, f"There is such a source already: {taken}.", "Choose another name.")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(name=name), encoding="utf-8", newline="\n")
    return list(files)


def blanks_left(project: Path) -> list[str]:
    """Places where a blank still stands: file and line."""
    places = [project / "expectations", project / "tests" / "samples" / "sources"]
    found = []
    for path in sorted(file for place in places for file in place.rglob("*") if file.is_file()):
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), 1
        ):
            if BLANK in line:
                found.append(f"{path.relative_to(project)}: line {number}")
    return found
