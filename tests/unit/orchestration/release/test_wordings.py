"""Every dataset of an authority has headline words, and they name what the dataset has."""

import json

import pytest

from orchestration.dbt_runner import ensure_manifest
from orchestration.measures.declared import measures_in
from orchestration.release.dataset import Dataset, datasets_in, kind
from orchestration.release.wording import Wording, wordings

MANIFEST = json.loads(ensure_manifest().read_text(encoding="utf-8"))
DATASETS = {dataset.name: dataset for dataset in datasets_in(MANIFEST)}
WORDINGS = wordings()


def test_every_dataset_has_words_and_no_words_are_of_none() -> None:
    assert set(WORDINGS) == set(DATASETS)


@pytest.mark.parametrize("name", sorted(WORDINGS))
def test_words_name_what_the_dataset_has(name: str) -> None:
    dataset: Dataset = DATASETS[name]
    wording: Wording = WORDINGS[name]
    for asked in wording.figures:
        assert kind(dataset, asked.indicator) == "Indicator"
        assert asked.base is None or kind(dataset, asked.base) == "Indicator"
        assert all(kind(dataset, column) == "Filter" for column in asked.where)


@pytest.mark.parametrize("name", sorted(WORDINGS))
def test_words_fit_the_unit_and_have_a_direction(name: str) -> None:
    measures = measures_in(MANIFEST)
    for asked in WORDINGS[name].figures:
        assert asked.better or asked.measure in measures, "say which way is better"
        told = DATASETS[name].columns[asked.indicator]["open_data"]
        is_count = told["decimal_places"] == 0 and told.get("unit", "") != "%"
        assert not is_count or (asked.one and asked.none), "say one and none of a count"
        if told.get("unit", "") == "%" and DATASETS[name].told["disclosure"]["policy"] == "round5":
            assert asked.base or asked.indicator == "attendance_percent", "say what it is of"
        for sentence in filter(None, (asked.many, asked.one, asked.none)):
            assert not sentence.endswith(".")
