"""The Dagster code location as its user interface would show it."""

import os
import time
from datetime import UTC, datetime
from typing import Any

import dagster as dg
import pytest

from orchestration.definitions import defs
from orchestration.home import Home
from orchestration.jobs import landing_sensor, nightly_schedule
from sample_authority import make
from tests.flow.conftest import Night
from tests.flow.flows import receive_folder

ROOMS = {"received", "staging", "linked", "core", "measures", "published", "released"}


@pytest.fixture(scope="module")
def graph() -> Any:
    return defs.resolve_asset_graph()


def test_assets_are_grouped_by_the_seven_rooms(graph: Any) -> None:
    groups = {graph.get(key).group_name for key in graph.materializable_asset_keys}
    assert groups == ROOMS


def test_data_moves_right_only(graph: Any) -> None:
    order = ["received", "staging", "linked", "core", "measures", "published", "released"]
    for key in graph.materializable_asset_keys:
        here = order.index(graph.get(key).group_name)
        for parent in graph.get(key).parent_keys:
            group = graph.get(parent).group_name
            assert group not in order or order.index(group) <= here, (key, parent)


def test_every_asset_is_monthly_described_and_the_received_ones_are_owned(
    graph: Any,
) -> None:
    for key in graph.materializable_asset_keys:
        node = graph.get(key)
        assert node.partitions_def is not None, key
        assert node.description, key
        if node.group_name == "received" and key.path[0] != "run":
            assert node.owners, key


def test_every_gate_blocks(graph: Any) -> None:
    gates = [key for key in graph.asset_check_keys if key.name.split("_")[0] in
             ("every", "core", "publication")]  # fmt: skip
    assert len(gates) > 15
    assert all(graph.get_check_spec(key).blocking for key in gates)


def test_a_run_leaves_counts_and_never_values_in_its_events(hostile_night: Night) -> None:
    instance = dg.DagsterInstance.from_config(str(hostile_night.home.dagster))
    with instance:
        event = instance.get_latest_materialization_event(dg.AssetKey(["core", "dim_people"]))
        assert event is not None
        assert event.asset_materialization is not None
        metadata = event.asset_materialization.metadata
        assert metadata["dagster/row_count"].value > 100  # type: ignore[operator]
        for key in ("sen2/people", "staging/stg_sen2__people", "released/warehouse"):
            found = instance.get_latest_materialization_event(dg.AssetKey(key.split("/")))
            assert found is not None, key


def test_the_schedule_asks_for_the_latest_complete_month(
    hostile_night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDMART_HOME", str(hostile_night.home.root))
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_schedule_context(
            instance,
            scheduled_execution_time=datetime(2026, 1, 5, 2, tzinfo=UTC),
            repository_def=defs.get_repository_def(),
        )
        asked = nightly_schedule.evaluate_tick(context)
    assert asked.run_requests is not None
    assert [request.partition_key for request in asked.run_requests] == ["2025-12-01"]


def test_the_sensor_waits_for_files_to_settle_and_then_asks_once(
    home: Home, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENDMART_HOME", str(home.root))
    made = make(tmp_path_factory.mktemp("s") / "sample", pupils=300, months=1, mess="none")
    receive_folder(home, made.out)

    def tick() -> dg.SensorResult:
        with dg.DagsterInstance.ephemeral() as instance:
            context = dg.build_sensor_context(instance, repository_def=defs.get_repository_def())
            return landing_sensor.evaluate_tick(context)  # type: ignore[return-value]

    assert not tick().run_requests
    dropped = home.landing / "therapy_waits_X9901_2025-12.csv"
    dropped.write_text("provider_code\n", encoding="utf-8")
    assert not tick().run_requests, "it was written a moment ago"
    a_minute_ago = time.time() - 60
    os.utime(dropped, (a_minute_ago, a_minute_ago))
    asked = tick().run_requests
    assert asked is not None
    assert [request.partition_key for request in asked] == ["2025-12-01"]
    assert not dropped.exists(), "it was taken in, and refused, before the month was chosen"
    assert not tick().run_requests
