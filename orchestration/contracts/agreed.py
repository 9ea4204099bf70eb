"""The rules on rows that follow from a source's agreement: consent, the opt-out, and marks to hold.

What an agreement may say is in `agreements`; the rules of its contract are in `rules`.
"""

from collections.abc import Iterator

from orchestration.contracts.agreements import Consent
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.cells import text_name
from orchestration.contracts.language import Contract, Table
from orchestration.contracts.row_rule import RowRule
from orchestration.contracts.sentences import rule_texts
from orchestration.contracts.sql import identifier, in_list

MARKED = "is_not_to_be_processed"


def agreed_rules(
    catalogue: Catalogue, contract: Contract, name: str, present: set[str]
) -> list[RowRule]:
    """The rules on single rows of a table that its source's agreement puts on them."""
    table, found = contract.tables[name], []
    for rule, word, broken, words in _conditions(catalogue, contract, name, present):
        severity = rule_texts()[rule].severity
        found.append(RowRule(rule, table.columns[word].from_, broken, severity, frozenset(words)))
    return found


def _conditions(
    catalogue: Catalogue, contract: Contract, name: str, present: set[str]
) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    table, agreement = contract.tables[name], catalogue.agreements[contract.source]
    if agreement.consent and agreement.consent.table == name:
        yield from _consent(agreement.consent)
    shown_by = agreement.national_data_opt_out.shown_by
    if shown_by and _came(table, shown_by, present):
        yield "D64", shown_by, f"{text_name(shown_by)} = ''", (shown_by,)
    if MARKED in table.columns and _came(table, MARKED, present):
        yield "D61", MARKED, is_marked(), (MARKED,)


def _consent(consent: Consent) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Given by the day of the extract and not lapsed on it, for something, not withdrawn.

    A date that cannot be read is no consent either.
    """
    given_on, scope, as_of = (identifier(word) for word in consent.words)
    known_on = f"least(coalesce({as_of}, period_ends_on), period_ends_on)"
    lapses_on = f"{given_on} + interval {consent.lasts_months} month"
    late = f"{given_on} is null or {given_on} > {known_on} or {lapses_on} <= {known_on}"
    yield "D20", consent.given_on, late, (consent.given_on, consent.as_of)
    nothing = f"{scope} is null or {in_list(scope, consent.no_consent)}"
    yield "D20", consent.scope, nothing, (consent.scope,)


def _came(table: Table, word: str, present: set[str]) -> bool:
    return table.columns[word].from_ in present


def is_marked() -> str:
    """Whether the sender says that the row may not be processed; what cannot be read says so too,
    for a mark that was mistyped must not set anybody free."""
    return f"({text_name(MARKED)} <> '' and coalesce({identifier(MARKED)}, true))"
