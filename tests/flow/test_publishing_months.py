"""Three months are drafted, approved, released, revised, withdrawn and proven by commands."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from orchestration import clock
from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.release.folders import faults, manifest_in
from sample_authority import make
from tests.flow.flows import receive_folder
from tests.unit.orchestration.sending import tree

ADA, IDRIS, RUTH, OWEN = "Ada Moss", "Idris Vale", "Ruth Calder", "Owen Thorne"
BEGIN = datetime(2026, 1, 20, 12, 0)
MONTHS = ("2025-10", "2025-11", "2025-12")
WHY = "A provider sent its list again."


class Desk(NamedTuple):
    """A home, the sender's files, and the steps of `publish` as commands at moments of our own."""

    home: Home
    sample: Path
    publish: Callable[..., Any]
    at: Callable[[datetime], None]
    now: Callable[[], datetime]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    place = tmp_path_factory.mktemp("publishing")
    sample = make(place / "sample", pupils=400, months=4, until="2025-12", seed=3, mess="none").out
    home = Home.at(place / "home")
    receive_folder(home, sample, at=BEGIN - timedelta(days=2))
    moment = [BEGIN]

    def publish(*words: str, code: int = 0) -> Any:
        moment[0] += timedelta(seconds=1)
        place = {"SENDMART_HOME": str(home.root)}
        said = CliRunner(env=place).invoke(app, ["publish", *words, "--json"])
        assert said.exit_code == code, (words, said.output, said.exception)
        return json.loads(said.stdout) if code == 0 else said.output

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: moment[0])
        yield Desk(
            home,
            sample,
            publish,
            lambda chosen: moment.__setitem__(0, chosen),
            lambda: moment[0],
        )


def standing(desk: Desk, month: str) -> dict[str, Any]:
    [told] = desk.publish("--status", "--month", month)
    return dict(told)


def answer_queries(desk: Desk, month: str) -> None:
    for query in standing(desk, month)["open_queries"]:
        words = ("--month", month, "--waive", query, "--who", RUTH, "--why", "It is made up.")
        assert desk.publish(*words)["is_new"]


def let_out(desk: Desk, month: str) -> str:
    """Approve, schedule and release; each step twice, and the release too early first."""
    answer_queries(desk, month)
    said = desk.publish("--month", month, "--approve", "--who", ADA, code=1)
    assert "not listed as approver" in said
    for step in (("--approve", "--who", RUTH), ("--schedule", "--who", ADA)):
        assert desk.publish("--month", month, *step)["is_new"]
        assert not desk.publish("--month", month, *step)["is_new"]
    release_at = datetime.fromisoformat(standing(desk, month)["release_at"])
    assert "under embargo until" in desk.publish("--month", month, "--release", code=3)
    desk.at(release_at - timedelta(hours=2))
    early = desk.publish("--month", month, "--early-sight", OWEN, "--who", ADA)
    assert Path(early["folder"]).is_dir()
    desk.at(release_at)
    released = desk.publish("--month", month, "--release")
    assert released["is_new"]
    assert not desk.publish("--month", month, "--release")["is_new"]
    return str(released["name"])


def test_three_months_and_a_revision_are_released_and_proven(desk: Desk) -> None:
    for month in MONTHS:
        drafted = desk.publish("--month", month, "--who", ADA)
        assert drafted["is_success"] and drafted["draft"].endswith(f"{month}-draft-1")
        assert let_out(desk, month) == f"{month}-v1"
    again = desk.publish("--month", "2025-12", "--who", ADA)
    assert again["is_success"] and standing(desk, "2025-12")["draft"] == ""

    source = next((desk.sample / "landing").glob("therapy_waits/2025-12/*X9901*.csv"))
    changed = desk.home.root.parent / "again" / source.name
    changed.parent.mkdir()
    lines = source.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    changed.write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    receive_folder(desk.home, changed, at=desk.now())
    first = tree(desk.home.releases / "2025-12-v1")
    words = ("--month", "2025-12", "--revise", "--who", IDRIS, "--why", WHY)
    assert desk.publish(*words)["is_new"]
    assert not desk.publish(*words)["is_new"]
    assert standing(desk, "2025-12")["changed_cells"] > 0
    assert let_out(desk, "2025-12") == "2025-12-v2"
    assert tree(desk.home.releases / "2025-12-v1") == first
    pointer = json.loads((desk.home.releases / "current.json").read_text("utf-8"))
    assert pointer == {"2025-10": "2025-10-v1", "2025-11": "2025-11-v1", "2025-12": "2025-12-v2"}

    front = (desk.home.releases / "index.html").read_text("utf-8")
    assert front.count("<h3>") > 3 and "Corrected since: do not use it." in front
    page = (desk.home.releases / "2025-12-v2" / "page" / "index.html").read_text("utf-8")
    assert "Cells that differ:" in page and "First release" not in page

    manifest = manifest_in(desk.home.releases / "2025-12-v2")
    assert (manifest["supersedes"], manifest["revised_because"]) == ("2025-12-v1", WHY)
    verdicts = desk.publish("--verify", "--release-name", "2025-12-v2")
    assert [each["faults"] for each in verdicts] == [[], [], []], verdicts
    assert any("byte for byte" in each["checked"] for each in verdicts)


def test_a_home_put_back_from_its_backup_makes_the_same_bytes(desk: Desk) -> None:
    place = desk.home.root.parent
    key, vault, again = place / "key", place / "vault", place / "again-home"

    def command(home: Path, *words: str) -> Any:
        said = CliRunner(env={"SENDMART_HOME": str(home)}).invoke(app, [*words, "--json"])
        assert said.exit_code == 0, (words, said.output, said.exception)
        return json.loads(said.stdout)

    made = command(desk.home.root, "keys", "backup", "--out", str(key))
    command(desk.home.root, "backup", str(vault), "--to", made["public_key"])
    restored = command(again, "restore", str(vault), "--identity", str(key))
    assert restored["files"] > len(tree(desk.home.releases))
    assert tree(again / "releases") == tree(desk.home.releases)
    verdicts = command(again, "publish", "--verify", "--release-name", "2025-11-v1")
    assert [each["faults"] for each in verdicts] == [[], [], []], verdicts


def test_one_flipped_bit_is_told_by_its_file(desk: Desk) -> None:
    path = next((desk.home.releases / "2025-10-v1").glob("*.csv"))
    held = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(bytes([held[0] ^ 1]) + held[1:])
    said = desk.publish("--verify", "--quick", code=1)
    assert f"2025-10-v1/{path.name}: changed." in said
    path.write_bytes(held)
    assert all(not each["faults"] for each in desk.publish("--verify", "--quick"))


def test_a_release_is_withdrawn_once_and_nothing_is_deleted(desk: Desk) -> None:
    words = ("--month", "2025-12", "--withdraw", "--who", RUTH, "--why", "A wrong total.")
    assert desk.publish(*words)["name"] == "2025-12-v2"
    assert not desk.publish(*words)["is_new"]
    assert standing(desk, "2025-12")["in_place"] == "2025-12-v1"
    assert "A wrong total." in (desk.home.releases / "index.html").read_text("utf-8")
    for name in ("2025-12-v1", "2025-12-v2"):
        folder = desk.home.releases / name
        assert faults(folder, str(manifest_in(folder)["whole"])) == []
        assert (desk.home.releases / f"{name}.notice.txt").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--approve", "--who", RUTH), 2),
        (("--month", "2025-12", "--approve"), 2),
        (("--month", "2025-12", "--withdraw", "--who", RUTH), 2),
        (("--month", "2025-12", "--approve", "--release", "--who", RUTH), 2),
        (("--month", "2025-09", "--approve", "--who", RUTH), 1),
        (("--verify", "--release-name", "2025-12-v9"), 1),
    ],
)
def test_a_step_that_is_called_wrongly_says_so(desk: Desk, words: Any, code: int) -> None:
    desk.publish(*words, code=code)
