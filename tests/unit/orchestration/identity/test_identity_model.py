"""A model holds no certainty, is known by its content, and the same people make the same model."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.home import Home
from orchestration.identity import model as model_module
from orchestration.identity.likeness import COMPARISONS
from orchestration.identity.model import COUNTY_MODEL, Model, read_model
from orchestration.identity.models import (
    county_model,
    current_model,
    keep_model,
    models_folder,
    train_model,
)
from orchestration.refusals import Refusal
from tests.unit.orchestration.identity.linked_families import families, link, load, neighbours

AT = datetime(2026, 11, 1, tzinfo=UTC)
PUPILS, SAMPLED_PAIRS = 4100, 2e5


def trained(seed_of_order: str) -> Model:
    with duckdb.connect() as con:
        load(con, [], neighbours(PUPILS))
        con.execute(
            f"create or replace temp table records as from records order by {seed_of_order}"
        )
        return train_model(con)


@pytest.fixture(scope="module")
def two_models() -> Iterator[tuple[Model, Model]]:
    """Two trainings on the same people, handed over in another order."""
    with pytest.MonkeyPatch.context() as fewer:
        fewer.setattr(model_module, "SAMPLED_PAIRS", SAMPLED_PAIRS)
        yield trained("record_no"), trained("record_no desc")


def levels(model: Model) -> list[dict[str, Any]]:
    return [
        level
        for comparison in model.settings["comparisons"]
        for level in comparison["comparison_levels"]
        if not level.get("is_null_level")
    ]


def test_the_same_people_make_the_same_model(two_models: tuple[Model, Model]) -> None:
    one, other = two_models
    assert one.text() == other.text()
    assert one.version == other.version


@pytest.mark.parametrize("which", ["county", "trained"])
def test_nothing_is_certain_nor_impossible(which: str, two_models: tuple[Model, Model]) -> None:
    model = county_model() if which == "county" else two_models[0]
    found = levels(model)
    assert len(found) == sum(len(told) for _, told in COMPARISONS.values())
    for level in found:
        assert 0 < level["m_probability"] < 1
        assert 0 < level["u_probability"] < 1
    assert 0 < model.settings["probability_two_random_records_match"] < 1
    shares = [model.shares[bits] for bits in sorted(model.shares)]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    assert min(model.shares) <= model.link_from <= max(model.shares)


def test_a_trained_model_knows_what_families_have_in_common(
    two_models: tuple[Model, Model],
) -> None:
    assert "surname_only|same|same" in two_models[0].strangers
    assert set(two_models[0].trained_on) == {"care", "education", "health"}


def test_a_model_holds_nothing_of_anybody(two_models: tuple[Model, Model]) -> None:
    text = two_models[0].text().casefold()
    people = neighbours(PUPILS).slice(0, 300).to_pylist()
    for told in ("upn", "nhs_number", "postcode"):
        assert not any(row[told].casefold() in text for row in people if row[told])
    assert str(Path.cwd()).casefold() not in text


def test_a_version_is_a_hash_of_all_that_decides() -> None:
    model = county_model()
    assert read_model(COUNTY_MODEL).version == model.version
    for changed in (
        {"link_from": model.link_from + 1},
        {"strangers": model.strangers[1:]},
        {"shares": {**model.shares, 0: 0.5}},
    ):
        assert Model(**{**model.__dict__, **changed}).version != model.version


def test_the_model_that_was_told_last_is_used(home: Home) -> None:
    assert current_model(home) is None
    first = county_model()
    second = Model(**{**first.__dict__, "link_from": 9})
    for model in (first, second, first, second):
        keep_model(home, model, "ann", AT)
    held = current_model(home)
    assert held is not None
    assert held.version == second.version
    assert len(list(models_folder(home).glob("*.json"))) == 2


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: text.replace('"link_from": 4', '"link_from": 1'),
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: json.dumps({"link_from": 4}),
        lambda text: json.dumps({**json.loads(text), "more": 1}),
        lambda text: None,
    ],
    ids=["changed", "cut short", "another thing", "not whole", "more", "gone"],
)
def test_a_model_file_that_is_not_as_it_was_trained_is_refused(home: Home, spoilt: Any) -> None:
    model = county_model()
    keep_model(home, model, "ann", AT)
    place = models_folder(home) / f"{model.version}.json"
    text = spoilt(place.read_text())
    place.unlink() if text is None else place.write_text(text)
    with pytest.raises(Refusal, match="train anew: sendmart identity train"):
        current_model(home)
    with pytest.raises(Refusal):
        link(home, families(3, "care", "c"))


def test_too_few_people_are_refused_with_what_to_do() -> None:
    with duckdb.connect() as con:
        load(con, families(50, "education", "p"))
        with pytest.raises(Refusal, match="county model until there are more"):
            train_model(con)


def test_a_home_that_is_too_small_to_train_links_with_the_county_model(home: Home) -> None:
    night = link(home, families(5, "care", "c"))
    assert night.linked.model_version == county_model().version
    assert current_model(home) is None
