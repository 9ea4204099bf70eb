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
from orchestration.contracts.sentences import rule_texts
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
    for contract in catalogue.contracts.values():
        _check_slot(catalogue, contract)
    for contract, name, table in catalogue.tables():
        _check_table(catalogue, contract, name, table)
    for contract in catalogue.contracts.values():
        try:
            contract.parents_first()
        except ValueError as error:
            where = f"{contract.source}.yml"
            raise Refusal(where, f"{error}.", "Let one of them stand alone.") from None
    return catalogue


@cache
def the_catalogue() -> Catalogue:
    """The project's own contracts, read once in a process."""
    return read_catalogue()


class _Loader(yaml.SafeLoader):
    """YAML in which a key may stand only once: of two equal ones the first would be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]  # type: ignore[no-untyped-call]
        for key in keys:
            if keys.count(key) > 1:
                problem = f"'{key}' stands there twice"
                raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return super().construct_mapping(node, deep)


def _load(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except yaml.constructor.ConstructorError as error:
        raise Refusal(path.name, f"{error.problem}.", "Keep one of them.") from None
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f" on line {place.line + 1}" if place else ""
        raise Refusal(path.name, f"is not readable as YAML{line}.", "Mend the layout.") from None
    if not isinstance(data, dict):
        raise Refusal(path.name, "holds no names and meanings.", "Fill it, or delete it.")
    return data


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


def _check_slot(catalogue: Catalogue, contract: Contract) -> None:
    """Supplier and period must be found in tables and columns that the contract promises."""
    where, supplier = f"{contract.source}.yml", contract.supplier
    if supplier.code_set and supplier.code_set.partition(".")[0] not in catalogue.code_sets:
        what = f"names a code list of suppliers '{supplier.code_set}' that is not in seeds/."
        raise Refusal(where, what, "Add the list, or name another.")
    for part, table, column in (
        ("supplier", supplier.table, supplier.column),
        ("period", contract.period.table, contract.period.column),
    ):
        if table is None:
            continue
        held = contract.tables.get(table)
        if held is None or column not in {c.from_ for c in held.columns.values()}:
            what = f"looks for its {part} in column '{column}' of table '{table}'."
            raise Refusal(where, what, "Name a table and a column that it promises.")


def _check_table(catalogue: Catalogue, contract: Contract, name: str, table: Table) -> None:
    where = f"{contract.source}.yml: table '{name}'"
    unknown = sorted(set(table.columns) - set(catalogue.words))
    if unknown:
        remedy = "Add them to a file in expectations/dictionary/."
        raise Refusal(where, f"uses words the dictionary does not hold: {unknown}.", remedy)
    _check_rules(where, table)
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


def _check_rules(where: str, table: Table) -> None:
    texts = rule_texts()
    for column in table.columns.values():
        for rule in (column.not_before, column.needed_when, column.empty_when, column.paired_with):
            if rule and rule.rule not in texts:
                what = f"uses rule {rule.rule}, which says nothing to the sender."
                raise Refusal(where, what, "Add it to expectations/rules.yml.")
