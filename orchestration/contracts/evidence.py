"""Which words of a table tell who somebody is, and how its sexes are read as one list.

How people are told apart by it is in orchestration.identity.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

from orchestration.contracts.columns import Evidence, Word
from orchestration.contracts.language import Table
from orchestration.refusals import Refusal

SEX = "sex_code"


def evidence_of(words: Mapping[str, Word], where: str, table: Table) -> dict[Evidence, str]:
    """The table's word for each kind of evidence; Refusal where people cannot be told apart."""
    told: dict[Evidence, str] = {}
    for name in table.columns:
        kind = words[name].evidence
        if kind is None:
            continue
        if kind in told and table.people_known_by:
            what = f"has two words that tell `{kind}`: '{told[kind]}' and '{name}'."
            raise Refusal(where, what, "Leave one, or give one of them no `evidence:`.")
        told.setdefault(kind, name)
    if table.people_known_by and not told:
        what = "has people, but no word that tells who they are."
        raise Refusal(where, what, "Give one of its words its `evidence:` in the dictionary.")
    return told


def sexes(path: Path) -> dict[str, str]:
    """What each code of a list of sexes is in the one list, M or F; codes for neither are absent.

    Lists differ in their codes and by year; each says our own code in a column of that name.
    """
    with path.open(newline="", encoding="utf-8") as rows:
        return {row["code"]: row[SEX] for row in csv.DictReader(rows) if row[SEX]}


def check_sexes(words: Mapping[str, Word], code_sets: Mapping[str, Path]) -> None:
    """Raise Refusal where a list of sexes does not say what its codes are in the one list."""
    for name, word in words.items():
        if word.evidence != "sex":
            continue
        path = code_sets[str(word.codes).partition(".")[0]]
        headings = path.read_text(encoding="utf-8").partition("\n")[0].strip().split(",")
        if SEX not in headings:
            what = f"word '{name}' tells the sex, but its list has no column '{SEX}'."
            raise Refusal("dictionary", what, f"Give each code of {path.name} its {SEX}.")
