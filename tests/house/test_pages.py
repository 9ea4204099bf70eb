"""What each dataset gives to the pages for readers: columns and items that are there, in words."""

import json
from typing import Any

import pytest

from orchestration.dbt_runner import ensure_manifest
from orchestration.release.dataset import Dataset, datasets_in, kind
from orchestration.release.page.declared import shown_by


@pytest.fixture(scope="module")
def datasets() -> list[Dataset]:
    manifest: dict[str, Any] = json.loads(ensure_manifest().read_text(encoding="utf-8"))
    return datasets_in(manifest)


def test_every_dataset_has_a_chart_and_a_table_to_print(datasets: list[Dataset]) -> None:
    for dataset in datasets:
        asked = shown_by(dataset.name, dataset.told)
        assert asked.charts and asked.tables, dataset.name


def test_charts_and_tables_name_columns_that_are_there(datasets: list[Dataset]) -> None:
    for dataset in datasets:
        asked = shown_by(dataset.name, dataset.told)
        indicators = {name for name in dataset.columns if kind(dataset, name) == "Indicator"}
        filters = {name for name in dataset.columns if kind(dataset, name) == "Filter"}
        assert asked.figures() <= indicators, dataset.name
        assert asked.filters() <= filters, dataset.name


def test_titles_are_told_apart_and_are_plain(datasets: list[Dataset]) -> None:
    titles = [
        one.title
        for dataset in datasets
        for asked in [shown_by(dataset.name, dataset.told)]
        for one in (*asked.charts, *asked.tables)
    ]
    assert len(titles) == len(set(titles))
    for title in titles:
        assert title[0].isupper() and "_" not in title and not title.endswith(".")
