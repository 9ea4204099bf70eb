"""Keyed pseudonyms: what they say, what they do not, and that they are fast and lasting."""

import base64
import hmac
import os
import re
import subprocess
import sys
import time

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.home import Home
from orchestration.keys import PERSON, Key, pseudonym_table, the_keys
from orchestration.keys.key_set import new_key
from orchestration.keys.pseudonyms import pseudonyms

FORM = re.compile(r"[a-z][a-z0-9_]*\.v[0-9]+\.[A-Z2-7]{26}")
KEY = Key("audit", 3, base64.b64encode(bytes(range(32))).decode())


def test_a_value_carries_its_purpose_and_version_and_nothing_else_of_itself() -> None:
    secret = "B800123456789"
    [value] = pseudonyms(KEY, [secret])
    assert FORM.fullmatch(value) and value.startswith("audit.v3.")
    assert secret not in value
    assert KEY.text not in value and KEY.secret.hex() not in value


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=20))
def test_it_is_hmac_sha256_in_base32_and_nothing_of_our_own(values: list[str]) -> None:
    expected = [
        "audit.v3."
        + base64.b32encode(
            hmac.digest(KEY.secret, f"v3|audit|{value}".encode(), "sha256")
        ).decode()[:26]
        for value in values
    ]
    assert pseudonyms(KEY, values) == expected


def test_another_key_changes_every_value_and_two_purposes_share_none() -> None:
    values = [f"{number:032x}" for number in range(5000)]
    one, two = new_key("person", 1), new_key("person", 1)
    other_purpose = Key("recipient", 1, one.text)
    made = [
        {v.rpartition(".")[2] for v in pseudonyms(k, values)} for k in (one, two, other_purpose)
    ]
    assert [len(set_) for set_ in made] == [5000, 5000, 5000]
    assert not made[0] & made[1]
    assert not made[0] & made[2]


def test_another_process_gives_the_same_values(home: Home) -> None:
    here = the_keys(home).pseudonyms(PERSON, ["a", "b"])
    script = (
        "from orchestration.home import Home; from orchestration.keys import the_keys;"
        f"print(the_keys(Home.at({str(home.root)!r})).pseudonyms('person', ['a', 'b']))"
    )
    for seed in ("1", "2"):
        said = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stdout.strip() == str(here)


def test_a_large_authority_takes_about_a_second() -> None:
    values = [f"{number:032x}" for number in range(245_000)]
    started = time.process_time()
    assert len(set(pseudonyms(KEY, values))) == 245_000
    assert time.process_time() - started < 5


def test_a_table_is_given_pseudonyms_by_joining_with_its_different_values(home: Home) -> None:
    keys = the_keys(home)
    with duckdb.connect() as con:
        con.execute("create table rows as select (n % 3)::varchar as who from range(30) r(n)")
        con.execute("insert into rows values (null)")
        assert pseudonym_table(con, keys, PERSON, "select who from rows", "known_as") == 3
        found = con.execute("""
            select who, pseudonym, count(*) from rows left join known_as on value = who
            group by all order by who
        """).fetchall()
    assert [row[0] for row in found] == ["0", "1", "2", None]
    assert [row[1] for row in found] == [*keys.pseudonyms(PERSON, ["0", "1", "2"]), None]
    assert [row[2] for row in found] == [10, 10, 10, 1]


def test_nothing_asked_is_nothing_given(home: Home) -> None:
    assert the_keys(home).pseudonyms(PERSON, []) == []
    with pytest.raises(Exception, match="no key for the purpose 'stranger'.*sendmart keys add"):
        the_keys(home).pseudonyms("stranger", ["a"])
