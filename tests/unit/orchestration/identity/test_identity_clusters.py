"""No cluster contradicts itself, whatever was matched; what does not contradict is followed."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.identity.clusters import cluster

Pair = tuple[int, int]
NUMBERS = ("upn", "nhs_number", "uln")
PEOPLE = 9


@dataclass(frozen=True)
class Case:
    """People by number: source and national numbers; matches as (left, right, rule, weight)."""

    people: Sequence[tuple[str, str | None, str | None]]
    matches: dict[Pair, tuple[str | None, float]]
    apart: set[Pair]
    former: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Clustered:
    clusters: dict[int, set[int]]
    refused: set[Pair]

    def are_one(self, *records: int) -> bool:
        return any(set(records) <= held for held in self.clusters.values())


def clustered(case: Case, backwards: bool = False) -> Clustered:
    order = -1 if backwards else 1
    people = [
        {
            "record_no": place, "source": source, "upn": upn, "nhs_number": nhs, "uln": None,
            "former_upn": case.former[place] if place < len(case.former) else None,
        }
        for place, (source, upn, nhs) in enumerate(case.people)
    ][::order]  # fmt: skip
    text, number = pa.string(), pa.int64()
    shape = pa.schema([("record_no", number), ("source", text), ("former_upn", text)])
    for name in NUMBERS:
        shape = shape.append(pa.field(name, text))
    sides = [("record_no_l", number), ("record_no_r", number)]
    matches = [
        {"record_no_l": left, "record_no_r": right, "rule": rule, "weight": weight}
        for (left, right), (rule, weight) in case.matches.items()
    ][::order]
    apart = [{"record_no_l": left, "record_no_r": right} for left, right in case.apart]
    tables = {
        "people_compared": pa.Table.from_pylist(people, shape),
        "matches": pa.Table.from_pylist(
            matches, pa.schema([*sides, ("rule", text), ("weight", pa.float64())])
        ),
        "told_apart": pa.Table.from_pylist(apart, pa.schema(sides)),
    }
    with duckdb.connect() as con:
        for name, table in tables.items():
            con.register(name, table)
        cluster(con)
        held: dict[int, set[int]] = {}
        for record, bears in con.execute("from clustered").fetchall():
            held.setdefault(bears, set()).add(record)
        return Clustered(held, set(con.execute("from contradictions").fetchall()))


PAIRS = st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)).filter(
    lambda pair: pair[0] < pair[1]
)
RULES = st.sampled_from([None, "number_and_details", "identical_details"])
WEIGHTS = st.sampled_from([4.0, 9.0, 9.0, 20.0])
PERSON = st.tuples(
    st.sampled_from(["schools", "clinic", "team"]),
    st.sampled_from([None, None, "U1", "U2"]),
    st.sampled_from([None, None, "N1", "N2"]),
)
CASES = st.builds(
    Case,
    st.lists(PERSON, min_size=PEOPLE, max_size=PEOPLE),
    st.dictionaries(PAIRS, st.tuples(RULES, WEIGHTS), max_size=16),
    st.sets(PAIRS, max_size=2),
).map(lambda case: Case(case.people, case.matches, case.apart - set(case.matches)))
FREE = st.builds(
    Case,
    st.just([(f"source{place}", None, None) for place in range(PEOPLE)]),
    st.dictionaries(PAIRS, st.tuples(RULES, WEIGHTS), max_size=10),
    st.just(set[Pair]()),
)


@settings(max_examples=60)
@given(CASES)
def test_no_cluster_contradicts_itself_and_the_order_of_what_comes_in_is_nothing(
    case: Case,
) -> None:
    found = clustered(case)
    for bears, records in found.clusters.items():
        assert bears == min(records)
        for at in (1, 2):
            assert len({case.people[each][at] for each in records} - {None}) <= 1
        for left, right in ((a, b) for a in records for b in records if a < b):
            assert (left, right) not in case.apart
            if case.people[left][0] == case.people[right][0]:
                assert (left, right) in case.matches
    assert sorted(each for held in found.clusters.values() for each in held) == list(range(PEOPLE))
    assert found.refused == {pair for pair in case.matches if not found.are_one(*pair)}
    assert clustered(case, backwards=True) == found


@settings(max_examples=25)
@given(FREE)
def test_where_nothing_contradicts_people_are_all_that_hangs_together(case: Case) -> None:
    whole = {place: {place} for place in range(PEOPLE)}
    for left, right in case.matches:
        joined = whole[left] | whole[right]
        whole.update(dict.fromkeys(joined, joined))
    found = clustered(case)
    assert found.clusters == {min(held): held for held in whole.values()}
    assert found.refused == set()


def test_two_people_of_one_source_are_not_joined_by_a_third() -> None:
    people = [("schools", None, None), ("schools", None, None), ("team", None, None)]
    matches: dict[Pair, tuple[str | None, float]] = {(0, 2): (None, 9.0), (1, 2): (None, 12.0)}
    found = clustered(Case(people, matches, set()))
    assert found.clusters == {0: {0}, 1: {1, 2}}
    assert found.refused == {(0, 2)}


@pytest.mark.parametrize(
    "stronger", ["steward", "number_and_details", "system_id_and_details", "identical_details"]
)
def test_a_rule_goes_before_any_weight(stronger: str) -> None:
    people = [("schools", None, None), ("schools", None, None), ("team", None, None)]
    matches: dict[Pair, tuple[str | None, float]] = {(0, 2): (stronger, 4.0), (1, 2): (None, 24.0)}
    assert clustered(Case(people, matches, set())).are_one(0, 2)


def test_a_number_that_replaced_another_is_the_same_person_s() -> None:
    people = [("schools", "U2", None), ("team", "U1", None), ("clinic", "U1", None)]
    matches: dict[Pair, tuple[str | None, float]] = {
        (0, 1): ("number_and_details", 9.0), (1, 2): ("number_and_details", 9.0),
    }  # fmt: skip
    assert clustered(Case(people, matches, set(), ("U1",))).are_one(0, 1, 2)
    assert not clustered(Case(people, matches, set())).are_one(0, 1)


def test_a_chain_of_replaced_numbers_is_one_person_s() -> None:
    people = [("schools", "U3", None), ("team", "U1", None), ("clinic", "U2", None)]
    matches: dict[Pair, tuple[str | None, float]] = {(0, 1): (None, 9.0), (0, 2): (None, 9.0)}
    assert clustered(Case(people, matches, set(), ("U2", None, "U1"))).are_one(0, 1, 2)


def test_stewards_may_say_that_two_numbers_are_one_person_s_and_others_may_join() -> None:
    people = [("clinic", None, "N1"), ("team", None, "N2"), ("schools", None, None)]
    matches: dict[Pair, tuple[str | None, float]] = {
        (0, 1): ("steward", 99.0), (1, 2): ("identical_details", 12.0),
    }  # fmt: skip
    assert clustered(Case(people, matches, set())).are_one(0, 1, 2)


def test_what_stewards_told_apart_is_not_joined_by_what_others_match() -> None:
    people = [("clinic", None, None), ("team", None, None), ("schools", None, None)]
    matches: dict[Pair, tuple[str | None, float]] = {(0, 2): (None, 12.0), (1, 2): (None, 9.0)}
    found = clustered(Case(people, matches, {(0, 1)}))
    assert found.clusters == {0: {0, 2}, 1: {1}}


def test_no_people_at_all_are_no_clusters() -> None:
    assert clustered(Case([], {}, set())) == Clustered({}, set())
