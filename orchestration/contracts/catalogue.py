"""Reads every contract, word and code list of the project and checks that they fit together.

What a contract may say is in `language`; what is done with it is elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from orchestration.contracts.agreements import Agreement, check_words, read_agreements
from orchestration.contracts.casts import differ_plainly
from orchestration.contracts.checks import Check, read_checks
from orchestration.contracts.codes import Code, read_codes
from orchestration.contracts.columns import Word
from orchestration.contracts.evidence import check_sexes, evidence_of
from orchestration.contracts.language import Contract, Table
from orchestration.contracts.sentences import rule_texts
from orchestration.contracts.yaml_files import load, parse
from orchestration.home import CONTRACTS, DICTIONARY, SEEDS
from orchestration.refusals import Refusal


@dataclass(frozen=True)
class Catalogue:
    """Contracts, checks and agreements by source, words and code lists by name."""

    contracts: dict[str, Contract]
    words: dict[str, Word]
    code_sets: dict[str, Path]
    checks: dict[str, list[Check]] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)

    def dated_codes(self, name: str) -> tuple[Code, ...]:
        """The codes of a list: its `code` column, or the column after the dot in `list.column`."""
        file, _, column = name.partition(".")
        return read_codes(self.code_sets[file], column or "code")

    def codes(self, name: str) -> list[str]:
        """Every code of a list, whenever it was valid, once."""
        return list(dict.fromkeys(code.code for code in self.dated_codes(name)))

    def tables(self) -> Iterator[tuple[Contract, str, Table]]:
        for contract in self.contracts.values():
            for name, table in contract.tables.items():
                yield contract, name, table


def read_catalogue(
    contracts: Path = CONTRACTS,
    dictionary: Path = DICTIONARY,
    seeds: Path = SEEDS,
    checks: Path | None = None,
) -> Catalogue:
    """Read and cross-check everything; raise Refusal naming the file, the fault and the remedy."""
    words = _read_words(dictionary)
    code_sets = {path.stem: path for path in sorted(seeds.glob("*/*.csv"))}
    found: dict[str, Contract] = {}
    for path in sorted(contracts.glob("*.yml")):
        contract = parse(path, Contract, load(path))
        if contract.source != path.stem:
            raise Refusal(path.name, f"is for source '{contract.source}'.", "Name both the same.")
        found[contract.source] = contract
    catalogue = Catalogue(
        found,
        words,
        code_sets,
        read_checks(checks or contracts.parent / "checks", found),
        read_agreements(contracts.parent / "agreements", found),
    )
    for name, word in words.items():
        if word.codes and word.codes.partition(".")[0] not in code_sets:
            what = f"word '{name}' uses code list '{word.codes}', which is not in seeds/."
            raise Refusal("dictionary", what, f"Add seeds/codes/{word.codes}.csv.")
    for contract in catalogue.contracts.values():
        _check_slot(catalogue, contract)
        _check_lists(catalogue, contract)
    for contract, name, table in catalogue.tables():
        _check_table(catalogue, contract, name, table)
        evidence_of(words, f"{contract.source}.yml: table '{name}'", table)
    check_sexes(words, code_sets)
    for contract in catalogue.contracts.values():
        check_words(catalogue.agreements[contract.source], contract, words)
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


def _read_words(folder: Path) -> dict[str, Word]:
    words: dict[str, Word] = {}
    homes: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        for name, data in load(path).items():
            if name in words:
                what = f"word '{name}' already has a meaning in {homes[name]}."
                raise Refusal(path.name, what, "Use that word, or choose another name.")
            words[name] = parse(path, Word, data)
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


def _check_lists(catalogue: Catalogue, contract: Contract) -> None:
    """Checks may ask for code lists that are in seeds/."""
    for check in catalogue.checks.get(contract.source, []):
        unknown = sorted(check.lists() - set(catalogue.code_sets))
        if unknown:
            what = f"asks for code lists that are not in seeds/: {unknown}."
            where = f"checks/{contract.source}.yml: {check.rule}"
            raise Refusal(where, what, "Add the list, or name another.")


def _check_table(catalogue: Catalogue, contract: Contract, name: str, table: Table) -> None:
    where = f"{contract.source}.yml: table '{name}'"
    unknown = sorted(set(table.columns) - set(catalogue.words))
    if unknown:
        remedy = "Add them to a file in expectations/dictionary/."
        raise Refusal(where, f"uses words the dictionary does not hold: {unknown}.", remedy)
    _check_rules(where, table)
    mentioned = {*table.key, *table.compared_by, *filter(None, [table.people_known_by])}
    mentioned |= {table.parent.word} if table.parent else set()
    for column in table.columns.values():
        for rule in (column.not_before, column.needed_when, column.empty_when, column.paired_with):
            mentioned |= {rule.word} if rule else set()
        mentioned |= {column.judged_on} if column.judged_on else set()
    strange = sorted(mentioned - set(table.columns))
    if strange:
        raise Refusal(where, f"speaks of words it has no column for: {strange}.", "Add a column.")
    if table.parent and table.parent.table not in contract.tables:
        raise Refusal(
            where, f"has no table '{table.parent.table}' to point to.", "Name one it has."
        )
    if table.parent and table.parent.word not in contract.tables[table.parent.table].columns:
        what = f"points to a word '{table.parent.word}' that '{table.parent.table}' does not have."
        raise Refusal(where, what, "Name one that it has.")
    for word, column in table.columns.items():
        _check_codes(catalogue, where, table, word)
        is_date = catalogue.words[word].type in ("date", "moment")
        if is_date != bool(column.format):
            what = f"column '{word}' {'lacks its' if is_date else 'has a'} date format."
            raise Refusal(where, what, "A date or moment, and nothing else, says its format.")
        if not differ_plainly(column.formats):
            what = f"column '{word}' has formats that one text could fit two of."
            raise Refusal(
                where, what, "Keep formats of different shape, as 31/12/2025 and 2025-12-31."
            )


def _check_codes(catalogue: Catalogue, where: str, table: Table, name: str) -> None:
    """What a column says of codes must fit its word's list, and the day it is judged on be one."""
    column, word = table.columns[name], catalogue.words[name]
    listed = set(catalogue.codes(word.codes)) if word.codes else set()
    strange = sorted(set(column.means.values()) - listed)
    if strange:
        what = f"column '{name}' gives codes that are not in its list: {strange}."
        raise Refusal(where, what, "Give codes of the list, and only to a code.")
    if word.any_case and any(code != code.lower() for code in listed):
        what = f"column '{name}' is read in any capitals, but its list has capitals."
        raise Refusal(where, what, "Write the list in small letters.")
    day = column.judged_on
    if day and (not word.codes or catalogue.words[day].type not in ("date", "moment")):
        what = f"column '{name}' is judged on '{day}'."
        raise Refusal(where, what, "Only a code is judged, and on a date.")


def _check_rules(where: str, table: Table) -> None:
    texts = rule_texts()
    for column in table.columns.values():
        for rule in (column.not_before, column.needed_when, column.empty_when, column.paired_with):
            if rule and rule.rule not in texts:
                what = f"uses rule {rule.rule}, which says nothing to the sender."
                raise Refusal(where, what, "Add it to expectations/rules.yml.")
