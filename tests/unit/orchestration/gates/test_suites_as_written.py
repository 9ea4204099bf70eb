"""Every suite of the project can be run and understood: its rules, sentences and tables."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from orchestration.contracts.sentences import rule_texts
from orchestration.dbt_runner import ensure_manifest
from orchestration.gates.suites import Suite, read_suites
from orchestration.home import SUITES

NAMES = sorted(path.stem for path in SUITES.glob("*.yml"))
ONE = """\
gate: core
table: core.facts
expectations:
  - {rule: X-01, type: expect_column_values_to_be_unique, kwargs: {column: a},
     sentence: S., what_to_do: W.}
"""


def test_every_file_is_read_under_its_own_name() -> None:
    assert sorted(read_suites()) == NAMES


def test_a_rule_stands_in_one_place_only() -> None:
    rules = [one.rule for suite in read_suites().values() for one in suite.expectations]
    assert [rule for rule, count in Counter(rules).items() if count > 1] == []
    assert not set(rules) & set(rule_texts())


@pytest.mark.parametrize("name", NAMES)
def test_every_expectation_says_what_is_wrong_and_what_to_do(name: str) -> None:
    suite = read_suites()[name]
    assert suite.expectations
    for one in suite.expectations:
        assert one.sentence.strip().endswith("."), one.rule
        assert one.what_to_do.strip().endswith("."), one.rule
        assert one.rule.startswith(f"{suite.gate.upper()[:4].replace('PUBL', 'PUB')}-"), one.rule


def built(manifest: dict[str, Any]) -> set[str]:
    """Every table that dbt makes or reads."""
    models = [n for n in manifest["nodes"].values() if n["resource_type"] == "model"]
    tables = {f"{node['schema']}.{node['alias']}" for node in models}
    return tables | {f"{s['schema']}.{s['identifier']}" for s in manifest["sources"].values()}


def test_every_table_is_one_that_is_built_or_laid_out() -> None:
    tables = built(json.loads(ensure_manifest().read_text(encoding="utf-8")))
    named = {name: suite for name, suite in read_suites().items() if suite.table}
    laid_out = {n: suite for n, suite in named.items() if suite.is_laid_out}
    assert {n: s.asset for n, s in named.items() if s.asset not in tables} == {}
    queries = {f"judged.{path.stem}" for path in SUITES.glob("*.sql")}
    assert {suite.table for suite in laid_out.values()} == queries
    assert {name for name in NAMES if name not in named} == {"door_accounts", "door_rules"}


def test_every_published_dataset_has_a_gate() -> None:
    manifest = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    published = {
        f"{node['schema']}.{node['alias']}"
        for node in manifest["nodes"].values()
        if node.get("config", {}).get("meta", {}).get("dataset")
    }
    gated = {suite.table for suite in read_suites().values() if suite.gate == "publication"}
    assert published == {table for table in gated if str(table).startswith("published.")}


def test_no_expectation_may_tell_data() -> None:
    for kind in ("expect_column_distinct_values_to_be_in_set", "expect_column_max_to_be_between"):
        told = ONE.replace("expect_column_values_to_be_unique", kind)
        with pytest.raises(ValidationError, match="would tell data"):
            Suite.model_validate(yaml.safe_load(told))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("gate: core", "gate: side"),
        ("table:", "relation:"),
        ("sentence: S.,", ""),
        (", what_to_do: W.", ""),
        ("sentence: S.", "sentence: S., severity: mild"),
    ],
)
def test_a_suite_with_a_mistake_is_not_read(old: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / "mistaken.yml"
    path.write_text(ONE, encoding="utf-8")
    assert isinstance(read_suites(tmp_path)["mistaken"], Suite)
    assert ONE.count(old) == 1
    path.write_text(ONE.replace(old, new), encoding="utf-8")
    with pytest.raises(ValidationError):
        read_suites(tmp_path)
