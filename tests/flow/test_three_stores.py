"""Three stores kept apart: a room works without the stores that are not its own, and must."""

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest

from orchestration import dbt_runner
from orchestration.assets.warehouse import CODES, ROOMS
from orchestration.build import Build, open_build
from orchestration.contracts.catalogue import the_catalogue
from orchestration.dbt_runner import (
    NodeResult,
    ensure_manifest,
    parsed_manifest,
    refuse_strays,
    run_room,
)
from orchestration.disclosure.written import write_shown
from orchestration.ducks import open_to_read
from orchestration.gates.judging import judge_tables
from orchestration.gates.suites import read_suites
from orchestration.home import Home
from orchestration.identity.linking import link_people
from orchestration.months import Month
from orchestration.refusals import Refusal
from orchestration.register.book import Book
from sample_authority import make
from tests.flow.flows import (
    RECEIVED_AT,
    build_month,
    query,
    receive_folder,
    run_month,
    state,
)

MONTH = "2025-12"


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A small authority, taken in; its stores are built by whoever asks."""
    place = tmp_path_factory.mktemp("stores")
    home = Home.at(place / "home")
    receive_folder(home, make(place / "sample", pupils=300, months=1, seed=3, mess="real").out)
    return home


@pytest.fixture(scope="module")
def cored(received: Home) -> Build:
    """A build up to core, whose identifiable store then went away."""
    month, catalogue = Month.parse(MONTH), the_catalogue()
    in_force = Book(received).in_force(catalogue.contracts, month)
    build = open_build(received, "rooms", catalogue, month, in_force)
    done = run_room(build, "staging", [ROOMS["staging"]])
    link_people(received, build, catalogue, RECEIVED_AT)
    done += run_room(build, "core", [ROOMS["core"], CODES])
    assert failures(done) == []
    build.identifiable.rename(build.folder / "away")
    return build


def failures(results: list[NodeResult]) -> list[tuple[str, str]]:
    return [(result.unique_id, result.message) for result in results if not result.is_ok]


def test_measures_and_publication_need_no_identifiable_store(cored: Build) -> None:
    assert failures(run_room(cored, "measures", [ROOMS["measures"]])) == []
    away = cored.warehouse.read_bytes()
    write_shown(cored, json.loads(ensure_manifest().read_text(encoding="utf-8")))
    assert failures(run_room(cored, "published", [ROOMS["published"]])) == []
    assert cored.warehouse.read_bytes() == away, "publication reads the warehouse and no more"
    assert not cored.identifiable.exists()
    with open_to_read(cored.published) as con:
        held = con.execute("select distinct schema_name from duckdb_tables()").fetchall()
        assert sorted(held) == [("published",), ("shown",)]
        waits = "select count(*) from published.pub_send_therapy_waits_monthly"
        assert con.execute(waits).fetchall()


def test_gates_open_their_own_store_alone(cored: Build) -> None:
    suites = {n: suite for n, suite in read_suites().items() if suite.gate == "core"}
    judged = judge_tables(suites, cored.warehouse)
    assert not [one for each in judged.values() for one in each if one.could_not_run]


def with_sql(monkeypatch: pytest.MonkeyPatch, model: str, sql: str) -> None:
    changed = copy.deepcopy(parsed_manifest())
    changed.nodes[f"model.sendmart.{model}"].raw_code = sql
    monkeypatch.setattr(dbt_runner, "parsed_manifest", lambda: changed)


@pytest.mark.parametrize(
    ("room", "model"),
    [("measures", "reporting_month"), ("published", "pub_ehc_plan_timeliness_annual")],
)
def test_sql_that_names_the_identifiable_store_cannot_run_right_of_core(
    cored: Build, monkeypatch: pytest.MonkeyPatch, room: str, model: str
) -> None:
    with_sql(monkeypatch, model, "select * from identifiable.staging.stg_sen2__people")
    (cored.folder / "away").rename(cored.identifiable)
    try:
        results = run_room(cored, room, [model])
    finally:
        cored.identifiable.rename(cored.folder / "away")
    told = failures(results)[0][1]
    assert 'Catalog "identifiable" does not exist' in told


def test_a_model_that_refers_to_the_left_of_core_is_refused_before_anything_runs() -> None:
    changed: Any = copy.deepcopy(parsed_manifest())
    model = changed.nodes["model.sendmart.msr_children_waiting"]
    model.depends_on.nodes.append("model.sendmart.stg_sen2__people")
    with pytest.raises(Refusal) as refused:
        refuse_strays(changed, "measures")
    assert str(refused.value) == (
        "model msr_children_waiting: 'stg_sen2__people' is in the identifiable store, and measures"
        " is given warehouse only. Take what it needs from core, or make the model in the room it"
        " belongs to."
    )


def test_a_run_stopped_between_two_stores_is_made_good_by_the_next(
    received: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def stopped(made: Path, place: Path) -> None:
        if place == received.published:
            raise KeyboardInterrupt
        real(made, place)

    with monkeypatch.context() as patch:
        patch.setattr("orchestration.build.os.replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            build_month(received, MONTH)
    assert received.warehouse.exists()
    assert not received.published.exists(), "never a published table before its figures"
    build_month(received, MONTH)
    waits = "select count(*) from published.pub_send_therapy_waits_monthly"
    assert query(received, waits, "published")
    assert not list(received.builds.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="groups are of POSIX")
def test_stores_are_their_owners_alone_until_their_folder_is_opened_to_a_group(
    received: Home,
) -> None:
    build_month(received, MONTH)
    for store in (received.staging, received.warehouse, received.published):
        assert store.stat().st_mode & 0o777 == 0o600
        assert store.parent.stat().st_mode & 0o777 == 0o700
    received.warehouse.parent.chmod(0o750)
    received.published.parent.chmod(0o750)
    build_month(Home.at(received.root), MONTH)
    modes = [
        store.stat().st_mode & 0o777
        for store in (received.staging, received.warehouse, received.published)
    ]
    assert modes == [0o600, 0o640, 0o640]
    assert received.warehouse.parent.stat().st_mode & 0o777 == 0o750


def test_a_value_that_looks_like_a_persons_stops_the_run_and_is_not_told(
    received: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_month(received, MONTH)
    before = state(received)
    model = parsed_manifest().nodes["model.sendmart.dim_people"]
    planted = model.raw_code.replace("coalesce(told.sex_code, 'unknown')", "'of ZZ9 7qq '")
    assert planted != model.raw_code
    monkeypatch.setattr(model, "raw_code", planted)
    outcome = run_month(received, MONTH, everything=True)
    told = "\n".join(outcome.complaints)
    assert "core.dim_people.sex_code: 1 like a full postcode" in told
    assert "7qq" not in told.lower()
    assert state(received) == before
