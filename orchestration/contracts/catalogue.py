"""Reads every contract, word and code list of the project and checks that they fit together.

What a contract may say is in `language`; what is done with it is elsewhere.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from orchestration.contracts.language import Contract, Table, Word
from orchestration.home import CONTRACTS, DICTIONARY, SEEDS
from orchestration.refusals import Refusal

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Catalogue:
    """All contracts by source, all words by name, all code lists by name."""

    contracts: dict[str, Contract]
    words: dict[str, Word]
    code_sets: dict[str, Path]

    def codes(self, name: str) -> list[str]:
        """The codes of a list: its `code` column, or the column after the dot in `list.column`."""
        file, _, column = name.partition(".")
        with self.code_sets[file].open(newline="", encoding="utf-8") as rows:
            return [row[column or "code"] for row in csv.DictReader(rows) if row[column or "code"]]

    def tables(self) -> Iterator[tuple[Contract, str, Table]]:
        for contract in self.contracts.values():
            for name, table in contract.tables.items():
                yield contract, name, table


def read_catalogue(
    contracts: Path = CONTRACTS, dictionary: Path = DICTIONARY, seeds: Path = SEEDS
) -> Catalogue:
    """Read and cross-check everything; raise Refusal naming the file, the fault and the remedy."""
    words = _read_words(dictionary)
    code_sets = {path.stem: path for path in sorted(seeds.glob("*/*.csv"))}
    found: dict[str, Contract] = {}
    for path in sorted(contracts.glob("*.yml")):
        contract = _parse(path, Contract, _load(path))
        if contract.source != path.stem:
            raise Refusal(path.name, f"is for source '{contract.source}'.", "Name both the same.")
        found[contract.source] = contract
    catalogue = Catalogue(found, words, code_sets)
    for name, word in words.items():
        if word.codes and word.codes.partition(".")[0] not in code_sets:
            what = f"word '{name}' uses code list '{word.codes}', which is not in seeds/."
            raise Refusal("dictionary", what, f"Add seeds/codes/{word.codes}.csv.")
    for contract, name, table in catalogue.tables():
        _check_table(catalogue, contract, name, table)
    return catalogue


@cache
def the_catalogue() -> Catalogue:
    """The project's own contracts, read once in a process."""
    return read_catalogue()


def _load(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f" on line {place.line + 1}" if place else ""
        raise Refusal(path.name, f"is not readable as YAML{line}.", "Mend the layout.") from None


def _parse(path: Path, model: type[Model], data: Any) -> Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        what = f"'{place}': {first['msg']}."
        if first["type"] == "extra_forbidden":
            what = f"'{place}' is not a word of the contract language."
        remedy = "The language is in orchestration/contracts/language.py; nothing else is allowed."
        raise Refusal(path.name, what, remedy) from None


def _read_words(folder: Path) -> dict[str, Word]:
    words: dict[str, Word] = {}
    homes: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        for name, data in _load(path).items():
            if name in words:
                what = f"word '{name}' already has a meaning in {homes[name]}."
                raise Refusal(path.name, what, "Use that word, or choose another name.")
            words[name] = _parse(path, Word, data)
            homes[name] = path.name
    return words


def _check_table(catalogue: Catalogue, contract: Contract, name: str, table: Table) -> None:
    where = f"{contract.source}.yml: table '{name}'"
    unknown = sorted(set(table.columns) - set(catalogue.words))
    if unknown:
        remedy = "Add them to a file in expectations/dictionary/."
        raise Refusal(where, f"uses words the dictionary does not hold: {unknown}.", remedy)
    mentioned = {*table.key, *filter(None, [table.people_known_by])}
    mentioned |= {table.parent.word} if table.parent else set()
    for column in table.columns.values():
        for rule in (column.not_before, column.needed_when, column.empty_when, column.paired_with):
            mentioned |= {rule.word} if rule else set()
    strange = sorted(mentioned - set(table.columns))
    if strange:
        raise Refusal(where, f"speaks of words it has no column for: {strange}.", "Add a column.")
    if table.parent and table.parent.table not in contract.tables:
        raise Refusal(
            where, f"has no table '{table.parent.table}' to point to.", "Name one it has."
        )
    for word, column in table.columns.items():
        is_date = catalogue.words[word].type == "date"
        if is_date != bool(column.format):
            what = f"column '{word}' {'lacks its' if is_date else 'has a'} date format."
            raise Refusal(where, what, "A date, and only a date, says its format.")
