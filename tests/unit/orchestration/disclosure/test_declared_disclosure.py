"""What a dataset must declare of its disclosure control, and how it is told what is wrong."""

from typing import Any

import pytest

from orchestration.disclosure.declared import declarations
from orchestration.disclosure.links import the_links
from orchestration.measures.declared import measures_in
from orchestration.refusals import Refusal

WHOLE = {
    "policy": "round5",
    "owner": "a@b.example",
    "why": "Caseload.",
    "figures": {"M10": ["total"]},
}


def manifest(disclosure: dict[str, Any]) -> dict[str, Any]:
    told = {"id": "M10", "statistic": "count", "breakdowns": [["sex"], ["sex", "age", "need"]]}
    nodes = {
        "model.sendmart.msr_plans": {
            "resource_type": "model",
            "unique_id": "model.sendmart.msr_plans",
            "name": "msr_plans",
            "description": "",
            "columns": {},
            "depends_on": {"nodes": []},
            "config": {"meta": {"measure": told}},
        },
        "model.sendmart.pub_plans": {
            "resource_type": "model",
            "name": "pub_plans",
            "config": {"meta": {"dataset": "plans", "disclosure": disclosure}},
        },
    }
    return {"nodes": nodes, "unit_tests": {}}


def test_a_whole_declaration_is_read() -> None:
    (one,) = declarations(manifest(WHOLE | {"exact": ["M10"]}))
    assert one.disclosure.exact == {"M10": ["total"]}, "a list stands for the headline"
    assert one.policy_of("M10", "total", {}) == "exact"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"policy": "round3"}, "policy"),
        ({"owner": None}, "owner"),
        ({"figures": {"M99": ["total"]}}, "M99 is no measure"),
        ({"figures": {"M10": ["ward"]}}, "M10 is not counted by 'ward'"),
        ({"figures": {"M10": ["sex | age | need"]}}, "a table of 3 ways"),
        ({"exact": {"M10": ["sex"]}}, "by a breakdown that is not shown"),
        ({"hide_from": 1}, "hide_from"),
    ],
)
def test_what_is_wrong_is_said_and_where(change: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        declarations(manifest(WHOLE | change))
    assert "pub_plans" in str(refused.value)


def test_a_body_is_not_a_way_of_a_table() -> None:
    declared = WHOLE | {"figures": {"M10": ["sex | age | need"]}, "bodies": ["need"]}
    assert len(declarations(manifest(declared))) == 1


def test_items_that_others_have_published_are_exact() -> None:
    said = WHOLE | {"already_public": {"list_source": "National return"}}
    (one,) = declarations(manifest(said))
    assert one.policy_of("M10", "sex", {"list_source": "National return"}) == "exact"
    assert one.policy_of("M10", "sex", {"list_source": "Provider list"}) == "round5"
    assert one.policy_of("M10", "total", {}) == "round5"


def test_every_count_that_is_linked_is_one_of_a_measure(project_manifest: dict[str, Any]) -> None:
    measures = measures_in(project_manifest)
    links = the_links()
    named = [name for one in links.one_population for name in one.counts]
    named += [term.count for one in links.sums for term in one.terms]
    named += [name for one in links.public for name in one.counts]
    for name in named:
        number, _, side = name.partition(" ")
        assert number in measures, name
        assert side in ("numerator", "denominator"), name


@pytest.fixture(scope="module")
def project_manifest() -> dict[str, Any]:
    import json

    from orchestration.dbt_runner import ensure_manifest

    told: dict[str, Any] = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    return told
