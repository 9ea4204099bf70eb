"""What one night's linking leaves to the next: silence, a look back, and answered questions."""

from datetime import datetime

import duckdb
import pyarrow as pa
import pytest

from orchestration.ducks import open_memory
from orchestration.home import Home
from orchestration.identity.ledger import events_journal
from orchestration.identity.linking import Linked, link_records
from orchestration.identity.review import questions
from orchestration.identity.stewards import Decisions
from orchestration.keys import the_keys
from sample_authority.identifiers import upn

NIGHT = datetime(2026, 2, 1, 2, 0)
SCHOOL, CLINIC, CARE = ("upn", "999"), ("patient_pseudonym", "X1"), ("la_child_id", "records")
AGENCIES = {SCHOOL: "education", CLINIC: "health", CARE: "care"}
UPN, OTHER_UPN, NHS = upn(1, 2019), upn(2, 2019), "9990000018"
TEXTS = ("upn", "former_upn", "nhs_number", "uln", "forename", "surname", "postcode", "sex")

Told = dict[str, object]


def record(source: tuple[str, str], own_id: str, **told: object) -> Told:
    known_by, supplier = source
    blank: Told = dict.fromkeys(TEXTS)
    return {
        **blank,
        "known_by": known_by,
        "supplier_code": supplier,
        "supplier_person_id": own_id,
        "agency": AGENCIES[source],
        "is_numbered": source == SCHOOL,
        "born_on": datetime(2014, 3, 9),
        "ethnicity": None,
        "is_adopted": False,
        "is_looked_after": False,
        **told,
    }


def night(home: Home, *records: Told, looking_back: bool = False) -> tuple[Linked, dict[str, str]]:
    """Link these records; return the outcome and whose key each supplier's identifier has."""
    the_keys(home)
    columns = {name: [told[name] for told in records] for name in records[0]}
    arrays = {
        name: pa.array(values, pa.date32() if name == "born_on" else None)
        if name in ("born_on", "is_numbered", "is_adopted", "is_looked_after")
        else pa.array(values, pa.string())
        for name, values in columns.items()
    }
    with open_memory(home) as con:
        con.register("told", pa.table(arrays))
        con.execute("""
            create temp table records as select row_number() over (
                order by known_by, supplier_code, supplier_person_id) as record_no, * from told
        """)
        con.execute("create temp table system_ids (record_no bigint, word varchar, id varchar)")
        linked = link_records(con, home, NIGHT, looking_back=looking_back)
        return linked, _people(con)


def _people(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = con.execute("select supplier_person_id, person_key from ledger where until is null")
    return dict(rows.fetchall())


PUPIL = record(SCHOOL, "pupil", upn=UPN, forename="Ada", surname="Thornley", postcode="ZZ1 1AA")
PATIENT = record(CLINIC, "patient", nhs_number=NHS, forename="Ada", surname="Thornley",
                 postcode="ZZ2 2BB")  # fmt: skip
BRIDGE = record(CARE, "child", upn=UPN, nhs_number=NHS, forename="Ada", surname="Thornley",
                postcode="ZZ1 1AA")  # fmt: skip


@pytest.fixture
def known(home: Home) -> dict[str, str]:
    """A pupil and a patient who are one person by what social care knows of both."""
    _, people = night(home, PUPIL, PATIENT, BRIDGE)
    assert len(set(people.values())) == 1
    return people


def test_who_was_linked_through_a_record_no_longer_sent_stays_one(
    home: Home, known: dict[str, str]
) -> None:
    linked, people = night(home, PUPIL, PATIENT)
    assert people == known
    assert linked.events == {}


def test_a_record_no_longer_sent_keeps_nobody_together_who_is_told_apart(
    home: Home, known: dict[str, str]
) -> None:
    pair = (("upn", "999", "pupil"), ("patient_pseudonym", "X1", "patient"))
    for who in ("one steward", "another"):
        Decisions(home).add(pair, "different", who, "two families", NIGHT, is_override=True)
    linked, people = night(home, PUPIL, PATIENT)
    assert people["pupil"] != people["patient"]
    assert linked.events == {"split": 1}
    assert [line["kind"] for line in events_journal(home).lines()] == ["split"]


def test_an_adopted_childs_earlier_identity_is_let_go_by_a_silent_record_too(
    home: Home, known: dict[str, str]
) -> None:
    _, people = night(home, PUPIL, PATIENT | {"is_adopted": True})
    assert people["pupil"] != people["patient"]


def test_a_look_back_changes_nobody_and_still_knows_newcomers(
    home: Home, known: dict[str, str]
) -> None:
    links = (home.linked / "links.parquet").read_bytes()
    other = PATIENT | {"forename": "Bea", "surname": "Quill", "nhs_number": None}
    new = record(SCHOOL, "new", upn=OTHER_UPN, forename="Cy", surname="Marsh", postcode="ZZ3 3CC")
    linked, people = night(home, PUPIL, other, new, looking_back=True)
    assert {name: people[name] for name in known} == known
    assert people["new"] not in known.values()
    assert linked.events == {}
    assert (home.linked / "links.parquet").read_bytes() == links


def test_two_people_told_apart_are_not_asked_about_by_another_pair_of_theirs(home: Home) -> None:
    # Somebody else under both numbers of one child: each number alone makes a pair.
    twin = PATIENT | {"upn": UPN, "surname": "Quill", "forename": "Zed"}
    twin |= {"born_on": datetime(2011, 5, 7)}
    night(home, PUPIL, BRIDGE, twin)
    [asked] = questions(home)
    Decisions(home).add(asked.pair, "different", "a steward", "a slip", NIGHT, is_override=False)
    night(home, PUPIL, BRIDGE, twin)
    assert questions(home) == []
