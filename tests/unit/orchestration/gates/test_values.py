"""Values are looked at, whatever their column is called, and told by their count alone."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.gates.values import refuse_text, refuse_values
from orchestration.refusals import Refusal

NHS = "9434765919"
PLANTED = {
    "a pupil number": ["A801200001001", "see A801200001001.", "a801200001001"],
    "an NHS number": [NHS, "943 476 5919", "nhs:943-476-5919;", f"({NHS})"],
    "a full postcode": ["B12 8QQ", "b128qq", "lives at EC1A 1BB now", "W1A0AX"],
    "an e-mail address": ["zoe.quill@example.org", "write to q@x.nhs.uk please"],
}
HARMLESS = [
    "9434765918",  # a wrong check digit
    "943476591",
    "94347659190",
    "E92000001",
    "E06000023",
    "Total | Total",
    "2025-12",
    "warehouse.v1.abcdefghijklmnopqrstuvwxyz",
    "0123456789abcdef",
    "8a9434765919b",  # within a longer hash
    "B12 8",
    "Year 10 @ school",
]


def store(tmp_path: Path, kind: str, *values: object) -> Path:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute(f"create schema core; create table core.facts (area_label {kind})")
        con.executemany("insert into core.facts values (?)", [[value] for value in values])
    return path


@pytest.mark.parametrize(
    ("like", "value"), [(like, value) for like, values in PLANTED.items() for value in values]
)
def test_a_value_that_looks_like_a_persons_is_counted_and_not_told(
    tmp_path: Path, like: str, value: str
) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_values(store(tmp_path, "varchar", *HARMLESS, value), "core")
    told = str(refused.value)
    assert f"core.facts.area_label: 1 like {like}" in told
    assert value.lower() not in told.lower()


def test_numbers_and_lists_are_looked_at_too(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="1 like an NHS number"):
        refuse_values(store(tmp_path, "bigint", 1, int(NHS)), "core")
    (tmp_path / "warehouse.duckdb").unlink()
    with pytest.raises(Refusal, match="1 like a full postcode"):
        refuse_values(store(tmp_path, "varchar[]", ["x", "B12 8QQ"]), "core")


def test_what_is_of_nobody_passes(tmp_path: Path) -> None:
    refuse_values(store(tmp_path, "varchar", *HARMLESS, None), "core")


def test_the_lines_of_a_release_are_looked_at(tmp_path: Path) -> None:
    refuse_text("release", {"a.csv": "\n".join(HARMLESS)})
    with pytest.raises(Refusal) as refused:
        refuse_text("release", {"a.csv": "x,y\n1,b128qq\n2,B12 8QQ\n", "b.csv": "x\n"})
    assert "a.csv: 2 like a full postcode" in str(refused.value)


@given(st.integers(0, 10**9 - 1))
def test_every_number_with_its_check_digit_is_found_and_no_other(nine: int) -> None:
    digits = f"{nine:09}"
    check = (11 - sum(int(d) * (10 - i) for i, d in enumerate(digits)) % 11) % 11
    for last in range(10):
        text = {"f": f"n {digits}{last}"}
        if last == check:
            with pytest.raises(Refusal):
                refuse_text("release", text)
        else:
            refuse_text("release", text)
