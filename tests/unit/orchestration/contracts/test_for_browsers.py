"""What contracts compile to for a browser: the same each time, whole, and honest about the rest."""

import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.for_browsers import as_json, document
from orchestration.contracts.rules import row_rules
from orchestration.contracts.rules_alone import all_rules, needed_columns
from orchestration.contracts.sentences import rule_texts
from orchestration.contracts.sql_trees import CannotBeATree, tree_of
from orchestration.months import Month

CATALOGUE = the_catalogue()
READ_HERE = [
    (contract, name)
    for contract, name, _ in CATALOGUE.tables()
    if any(layout.kind in ("delimited", "workbook") for layout in contract.readers)
]


def none_known(query: str) -> list[str]:
    raise AssertionError(query)


def test_the_same_contracts_give_the_same_document() -> None:
    assert as_json(document(CATALOGUE)) == as_json(document(CATALOGUE))


def test_the_version_is_that_of_what_it_says() -> None:
    some = document(CATALOGUE, ["therapy_waits"])
    assert some["version"] != document(CATALOGUE)["version"]
    assert list(some["sources"]) == ["therapy_waits"]


def test_every_rule_on_single_rows_can_be_asked_in_a_browser() -> None:
    """A form of SQL that nobody taught it would move a rule to those asked after sending."""
    held = document(CATALOGUE)
    for contract, name in READ_HERE:
        told = held["sources"][contract.source]["tables"][name]["rules"]
        assert len(told) == len(all_rules(CATALOGUE, contract, name)), (contract.source, name)


def test_every_check_that_needs_more_than_a_row_is_told_as_asked_later() -> None:
    held = document(CATALOGUE)
    for contract in CATALOGUE.contracts.values():
        after = held["sources"][contract.source]["after_sending"]
        later = {(asked["rule"], asked["table"]) for asked in after}
        for check in CATALOGUE.checks.get(contract.source, []):
            assert check.broken_when or (check.rule, check.table) in later
        for name, table in contract.tables.items():
            assert not table.key or ("D04", name) in later
            assert not table.parent or ("D05", name) in later


def test_every_rule_that_is_told_has_the_words_of_the_rule_book() -> None:
    held = document(CATALOGUE)
    for source in held["sources"].values():
        asked = [rule["rule"] for table in source["tables"].values() for rule in table["rules"]]
        for rule in [*asked, *(later["rule"] for later in source["after_sending"])]:
            assert held["rules"][rule] == rule_texts()[rule].model_dump()


@pytest.mark.parametrize(
    "sql", ["a in (select b from c)", "sum(a)", "a similar to 'b'", "c.a = 1", "now()", "a is true"]
)
def test_what_only_an_engine_can_answer_is_not_guessed_at(sql: str) -> None:
    with pytest.raises((CannotBeATree, AssertionError)):
        tree_of(sql, none_known)


def test_a_rule_needs_the_columns_without_which_the_door_does_not_ask_it() -> None:
    for contract, name in READ_HERE:
        present = {column.from_ for column in contract.tables[name].columns.values()}
        every, needed = (
            all_rules(CATALOGUE, contract, name),
            needed_columns(CATALOGUE, contract, name),
        )
        for heading in {heading for needs in needed.values() for heading in needs}:
            left = row_rules(CATALOGUE, contract, name, present - {heading}, None)
            kept = [
                rule for place, rule in enumerate(every) if heading not in needed.get(place, [])
            ]
            assert [(r.rule, r.heading) for r in left] == [(r.rule, r.heading) for r in kept]


def test_rules_of_any_month_are_those_of_one_month() -> None:
    month = Month.parse("2025-12")
    for contract, name in READ_HERE:
        present = {column.from_ for column in contract.tables[name].columns.values()}
        of_one = row_rules(CATALOGUE, contract, name, present, month)
        of_any = all_rules(CATALOGUE, contract, name)
        assert [(r.rule, r.heading, r.words) for r in of_one] == [
            (r.rule, r.heading, r.words) for r in of_any
        ]
