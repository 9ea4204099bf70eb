"""Many files that are read at the same time: none trips over another, and each is answered for."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from orchestration.home import Home
from orchestration.partner.desk import Desk
from orchestration.partner.drops import Drop, begin, find
from orchestration.register.keeping import scratch_folder
from orchestration.writer import discard_unused, lock_beside

AT = datetime(2026, 2, 1, 9, 0)


def work_and_leave(home: Home) -> bool:
    with scratch_folder(home) as scratch:
        (scratch / "rows").write_text("of a file", encoding="utf-8")
        return (scratch / "rows").exists()


def test_folders_that_come_and_go_together_trip_nobody(home: Home) -> None:
    with ThreadPoolExecutor(4) as many:
        done = list(many.map(lambda _: work_and_leave(home), range(200)))
    assert all(done)
    assert list(home.builds.iterdir()) == []


def test_a_folder_is_locked_before_it_is_there(home: Home) -> None:
    """Else a night that begins in that moment would take it for what a crash left."""
    folder = home.builds / "delivery-new"
    with lock_beside(folder):
        folder.mkdir()
        discard_unused(home.builds)
        assert folder.exists()
    discard_unused(home.builds)
    assert list(home.builds.iterdir()) == []


def stumble(root: str, supplier: str, number: str, at: datetime) -> None:
    raise ValueError("not readable by anybody")


def test_each_of_several_that_stumble_is_told_as_failed(home: Home, tmp_path: Path) -> None:
    desk, drops = Desk(home), [dropped(home, tmp_path) for _ in range(4)]
    for drop in drops:
        desk._hand_over("reading", stumble, drop, AT)
    for _ in range(200):
        states = [found.state for one in drops if (found := find(home, "X9901", one.number))]
        if states == ["failed"] * 4:
            break
        time.sleep(0.1)
    desk.close()
    assert states == ["failed"] * 4


def dropped(home: Home, folder: Path) -> Drop:
    path = folder / "came"
    path.write_text("x", encoding="utf-8")
    taken = shutil.copy(path, folder / "taken")
    return begin(home, "X9901", "Ada", [("a.csv", Path(taken))], "", AT)
