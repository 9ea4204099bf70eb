"""Datasets whose YAML asks for charts and tables, for the tests of the pages for readers."""

from dataclasses import replace
from typing import Any

from orchestration.release.dataset import Dataset
from tests.unit.orchestration.release.releasing import a_dataset

TREND = {"kind": "trend", "title": "Plans", "figure": "plan_count"}
BY_AGE = {
    "kind": "trend",
    "title": "Plans by age",
    "figure": "plan_count",
    "lines": [{"name": "All"}, {"name": "Young", "where": {"age_group": "0 to 5"}}],
}
ITEMS = {"kind": "items", "title": "Plans by age", "figure": "plan_count", "by": "age_group"}
BANDS = {
    "kind": "bands",
    "title": "Counts",
    "bands": [
        {"figure": "plan_count", "name": "Plans"},
        {"figure": "plan_percent", "name": "In time"},
    ],
}
AREAS = {"kind": "areas", "title": "Beside others", "figure": "plan_percent"}
PRINTED = {"title": "Plans printed", "figures": ["plan_count", "plan_percent"]}


def drawn_as(*charts: dict[str, Any], tables: tuple[dict[str, Any], ...] = ()) -> Dataset:
    dataset = a_dataset()
    page = {"charts": list(charts), "tables": list(tables)}
    return replace(dataset, told={**dataset.told, "page": page})
