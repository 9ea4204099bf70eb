"""Gathers what suppliers tell of who somebody is: one record per person of each system.

Which words are evidence is said in the dictionary; how they are made comparable is in `cleaning`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.columns import Evidence
from orchestration.contracts.evidence import evidence_of, sexes
from orchestration.contracts.language import Contract, Table
from orchestration.contracts.sql import quoted

TEXTS = (
    "upn", "former_upn", "nhs_number", "uln", "forename", "surname", "postcode", "sex", "ethnicity",
)  # fmt: skip
NATIONAL_NUMBERS = ("upn", "nhs_number", "uln")
ETHNICITY, LOOKED_AFTER = "ethnicity_code", "is_looked_after"


@dataclass(frozen=True)
class Relation:
    """A staging table in which each row is, or hangs on, a person of a system."""

    name: str
    contract: Contract
    table: Table


def gather(con: duckdb.DuckDBPyConnection, catalogue: Catalogue, staged: str) -> None:
    """Make `records` and `system_ids` from the staging of a build, attached as `staged`.

    records     one row per person of a supplier's system: `record_no` in a fixed order, who sends,
                what is told of the person in the latest row of a delivery that counts
    system_ids  (record_no, word, id): each identifier of a system that a record gives, its own or
                another's; `word` tells systems apart, and suppliers where each numbers for itself
    """
    people = list(_people_tables(catalogue))
    columns = ", ".join(f"null::varchar as {name}" for name in TEXTS)
    told = [_records_sql(catalogue, relation, staged) for relation in people]
    con.execute(f"""
        create or replace temp table records as
        select row_number() over (order by known_by, supplier_code, supplier_person_id)
            as record_no, * from (
            select null::varchar as known_by, null::varchar as agency,
                null::varchar as supplier_code, null::varchar as supplier_person_id,
                false as is_numbered, null::date as born_on, false as is_adopted,
                false as is_looked_after, {columns}
            where false
            {" ".join(f"union all by name ({sql})" for sql in told)}
        )
        qualify row_number() over (
            partition by known_by, supplier_code, supplier_person_id order by agency) = 1
        order by record_no
    """)
    ids = [sql for relation in people for sql in _system_ids_sql(catalogue, relation, staged)]
    con.execute(f"""
        create or replace temp table system_ids as
        select distinct record_no, word, id from (
            select null::bigint as record_no, null::varchar as word, null::varchar as id where false
            {" ".join(f"union all ({sql})" for sql in ids)}
        ) where id is not null order by all
    """)


def staging_tables(catalogue: Catalogue) -> list[str]:
    """The staging models that tell who somebody is."""
    tables = []
    for relation in _people_tables(catalogue):
        tables.append(relation.name)
        tables += [
            child.name
            for child in _children(relation)
            if evidence_of(catalogue.words, child.name, child.table)
        ]
    return list(dict.fromkeys(tables))


def _people_tables(catalogue: Catalogue) -> Iterator[Relation]:
    for contract, name, table in catalogue.tables():
        if table.people_known_by:
            yield Relation(f"stg_{contract.source}__{name}", contract, table)


def _children(relation: Relation) -> list[Relation]:
    """Tables that hang on the people, such as a list of their addresses."""
    return [
        Relation(f"stg_{relation.contract.source}__{name}", relation.contract, table)
        for name, table in relation.contract.tables.items()
        if table.parent and relation.contract.tables[table.parent.table] is relation.table
    ]


def _records_sql(catalogue: Catalogue, relation: Relation, staged: str) -> str:
    """A query of the latest that each person of a table is told to be."""
    own = evidence_of(catalogue.words, relation.name, relation.table)
    values = {str(kind): f"people.{word}" for kind, word in own.items()}
    if "sex" in own:
        values["sex"] = _as_one_list(catalogue, own["sex"])
    if ETHNICITY in relation.table.columns:
        values["ethnicity"] = f"people.{ETHNICITY}"
    joins = []
    for child in _children(relation):
        further = evidence_of(catalogue.words, child.name, child.table)
        new = {kind: word for kind, word in further.items() if kind not in values}
        if new and child.table.parent:
            joins.append(_latest_of_child(child, new, staged))
            values |= {str(kind): f"{child.name}.{word}" for kind, word in new.items()}
    known_by = str(relation.table.people_known_by)
    adopted = f"coalesce({values.pop('adopted', 'false')}, false)"
    told = [f"{value} as {kind}" for kind, value in sorted(values.items())]
    return f"""
        select '{known_by}' as known_by, '{relation.contract.sector}' as agency,
            people.supplier_code, people.{known_by} as supplier_person_id,
            {catalogue.words[known_by].evidence in NATIONAL_NUMBERS} as is_numbered,
            {adopted} as is_adopted, {_is_looked_after(relation.table)} as is_looked_after
            {"".join(f", {sql}" for sql in told)}
        from {staged}.staging.{relation.name} as people {" ".join(joins)}
        where people.{known_by} is not null
        qualify row_number() over (
            partition by people.supplier_code, people.{known_by}
            order by people.received_for_month desc, people.submission_id,
                people.received_line_number desc) = 1
    """


def _is_looked_after(table: Table) -> str:
    if LOOKED_AFTER in table.columns:
        return f"coalesce(people.{LOOKED_AFTER}, false)"
    return "true" if table.everyone_is == "looked_after" else "false"


def _as_one_list(catalogue: Catalogue, word: str) -> str:
    """The codes of sex differ from return to return; these are M and F, and nothing else."""
    whens = sexes(catalogue.code_sets[str(catalogue.words[word].codes).partition(".")[0]])
    told = " ".join(f"when {quoted(code)} then {quoted(sex)}" for code, sex in whens.items())
    return f"case people.{word} {told} end"


def _latest_of_child(child: Relation, words: Mapping[Evidence, str], staged: str) -> str:
    """The last row with anything in it that hangs on each person, joined by their shared word."""
    link = child.table.parent.word if child.table.parent else ""
    columns = ", ".join(words.values())
    given = " or ".join(f"{word} is not null" for word in words.values())
    return f"""left join (
            select submission_id, {link}, {columns} from {staged}.staging.{child.name}
            where {given}
            qualify row_number() over (
                partition by submission_id, {link} order by received_line_number desc) = 1
        ) as {child.name} on people.submission_id = {child.name}.submission_id
            and people.{link} = {child.name}.{link}"""


def _system_ids_sql(catalogue: Catalogue, relation: Relation, staged: str) -> Iterator[str]:
    known_by = str(relation.table.people_known_by)
    systems = {str(table.people_known_by) for _, _, table in catalogue.tables()} - {"None"}
    for word in sorted(systems & set(relation.table.columns)):
        shared = catalogue.words[word].of_whoever_sends
        system = f"'{word}'" if shared else f"'{word} of ' || people.supplier_code"
        yield f"""
            select records.record_no, {system} as word, people.{word} as id
            from {staged}.staging.{relation.name} as people
            inner join records on records.known_by = '{known_by}'
                and records.supplier_code = people.supplier_code
                and records.supplier_person_id = people.{known_by}
        """
