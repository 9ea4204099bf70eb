"""A person keeps one random identifier for good, and no two data homes share one."""

import re
from dataclasses import replace
from pathlib import Path

import duckdb

from orchestration.build import Build
from orchestration.contracts.catalogue import the_catalogue
from orchestration.ducks import open_identifiable
from orchestration.home import Home
from orchestration.identity.people import LEDGER, link_people
from tests.sealed import read_table, write_table

Person = tuple[str, str | None]
A, B, C = ("999", "P1"), ("999", "P2"), ("330", "P1")


def link(home: Home, name: str, *people: Person) -> tuple[int, dict[Person, str]]:
    """Build a night's staging of these people, link them, and return who is who."""
    build = Build(home.builds / name)
    build.folder.mkdir(parents=True)
    with open_identifiable(home, build.identifiable) as con:
        con.execute("create schema staging")
        con.execute("create schema linked")
        con.execute("""create table staging.stg_sen2__people
            (supplier_code varchar, case_system_person_id varchar, surname varchar)""")
        for person in people:
            con.execute("insert into staging.stg_sen2__people values (?, ?, 'Hernandez')", person)
    catalogue = the_catalogue()
    only = replace(catalogue, contracts={"sen2": catalogue.contracts["sen2"]})
    known = link_people(home, build, only)
    with open_identifiable(home, build.identifiable) as con:
        return known, _who(con)


def _who(con: duckdb.DuckDBPyConnection) -> dict[Person, str]:
    rows = con.execute("from linked.people").fetchall()
    people = {(supplier, theirs): ours for supplier, theirs, ours in rows}
    assert len(people) == len(rows)
    return people


def test_everyone_is_given_one_identifier_of_their_own(home: Home) -> None:
    known, people = link(home, "first", A, B, C, A)
    assert known == 3
    assert set(people) == {A, B, C}
    assert len(set(people.values())) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", person_id) for person_id in people.values())


def test_identifiers_are_kept_over_a_second_build(home: Home) -> None:
    _, first = link(home, "first", A, B)
    before = (home.linked / LEDGER).read_bytes()
    known, second = link(home, "second", B, A)
    assert known == 2
    assert second == first
    assert (home.linked / LEDGER).read_bytes() == before


def test_only_newcomers_are_added_and_nobody_is_forgotten(home: Home) -> None:
    _, first = link(home, "first", A, B)
    known, second = link(home, "second", C, B)
    assert known == 3
    assert {person: second[person] for person in first} == first
    assert second[C] not in first.values()
    _, third = link(home, "third", A)
    assert third == second


def test_two_homes_give_different_identifiers(home: Home, tmp_path: Path) -> None:
    _, here = link(home, "first", A, B)
    _, there = link(Home.at(tmp_path / "another home"), "first", A, B)
    assert set(here) == set(there)
    assert not set(here.values()) & set(there.values())


def test_the_order_of_the_ledger_does_not_matter(home: Home) -> None:
    _, first = link(home, "first", A, B, C)
    ledger = home.linked / LEDGER
    table = read_table(home, ledger)
    backwards = table.take(list(range(table.num_rows))[::-1]).select(table.column_names[::-1])
    write_table(home, ledger, backwards)
    known, second = link(home, "second", A, B, C)
    assert (known, second) == (3, first)


def test_someone_without_an_identifier_is_nobody(home: Home) -> None:
    known, people = link(home, "first", A, ("999", None))
    assert known == 1
    assert set(people) == {A}


def test_no_people_at_all_are_linked_to_an_empty_list(home: Home) -> None:
    assert link(home, "first") == (0, {})
    assert not (home.linked / LEDGER).exists()
