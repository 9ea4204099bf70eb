"""A home is put back as it was, from a place that learns nothing of it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pyrage
import pytest

from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.safekeeping.copies import BACKUPS, PIECES, identity_in, new_identity
from orchestration.safekeeping.places import Place
from orchestration.safekeeping.restoring import backups_in, check, restore
from orchestration.safekeeping.taking import take

AT = datetime(2026, 2, 1, 3, 0)
CHILD = "Zachariah Quillfeather"


class Kept(NamedTuple):
    home: Home
    place: Place
    folder: Path
    identity: pyrage.x25519.Identity

    def take(self, days: int = 0, *, with_databases: bool = False) -> int:
        at, recipients = AT + timedelta(days=days), [self.identity.to_public()]
        taken = take(self.home, self.place, recipients, at, with_databases=with_databases)
        return taken.new_files


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    home = Home.at(tmp_path / "home")
    for name, text in {
        "identifiable/received/waits/0123/rows.parquet": CHILD * 500,
        "identifiable/received/waits/0123/original/waits.csv.age": "as delivered",
        "identifiable/register/register.jsonl": '{"one": 1}\n',
        "releases/2025-12-v1/figures.csv": "month,count\n2025-12,c\n",
        "warehouse/warehouse.duckdb": "a database",
    }.items():
        path = home.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (home.builds / "half").write_text("a build under way")
    (home.register / "register.lock").touch()
    (home.releases / "2025-12-v1" / "figures.csv").chmod(0o400)
    identity = pyrage.x25519.Identity.generate()
    return Kept(home, Place(str(tmp_path / "vault")), tmp_path / "vault", identity)


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.suffix != ".lock" and "builds" not in path.parts
    }


def test_a_home_comes_back_as_it_was(kept: Kept, tmp_path: Path) -> None:
    kept.take(with_databases=True)
    restore(kept.place, kept.identity, None, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(kept.home.root)
    released = tmp_path / "again" / "releases" / "2025-12-v1" / "figures.csv"
    assert released.stat().st_mode & 0o777 == 0o400
    folders = [path for path in (tmp_path / "again").rglob("*") if path.is_dir()]
    assert all(path.stat().st_mode & 0o077 == 0 for path in folders)


def test_what_the_next_run_makes_again_is_left_out(kept: Kept, tmp_path: Path) -> None:
    kept.take()
    restore(kept.place, kept.identity, None, tmp_path / "again")
    left_out = contents(kept.home.root).keys() - contents(tmp_path / "again").keys()
    assert left_out == {"warehouse/warehouse.duckdb"}


def test_only_what_is_new_is_sent(kept: Kept, tmp_path: Path) -> None:
    assert kept.take() == 5  # with what the home keeps of its backups
    (kept.home.register / "register.jsonl").write_text('{"one": 1}\n{"two": 2}\n')
    assert kept.take(days=1) == 1
    assert len(backups_in(kept.place)) == 2
    restore(kept.place, kept.identity, backups_in(kept.place)[0], tmp_path / "first")
    assert (tmp_path / "first/identifiable/register/register.jsonl").read_text() == '{"one": 1}\n'


def test_the_place_learns_nothing(kept: Kept) -> None:
    kept.take()
    for path in kept.folder.rglob("*"):
        assert "waits" not in path.name
        if path.is_file():
            assert CHILD.encode() not in path.read_bytes()
            assert b"waits" not in path.read_bytes()


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_one_flipped_bit_in_any_piece_is_found_and_nothing_is_restored(
    kept: Kept, tmp_path: Path
) -> None:
    kept.take()
    for piece in sorted((kept.folder / PIECES).iterdir()):
        flip(piece, -1)
        with pytest.raises(Refusal, match="damaged"):
            check(kept.place, kept.identity, None, tmp_path)
        with pytest.raises(Refusal, match="damaged"):
            restore(kept.place, kept.identity, None, tmp_path / piece.name)
        assert not (tmp_path / piece.name).exists()
        flip(piece, -1)
    restore(kept.place, kept.identity, None, tmp_path / "again")


def test_a_piece_put_in_place_of_another_is_found(kept: Kept, tmp_path: Path) -> None:
    kept.take()
    one, other, *_ = sorted((kept.folder / PIECES).iterdir())
    one.write_bytes(other.read_bytes())
    with pytest.raises(Refusal, match="damaged"):
        restore(kept.place, kept.identity, None, tmp_path / "again")


def test_an_interrupted_restore_goes_on_where_it_was(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.take()
    asked: list[str] = []
    get = Place.get

    def dies(self: Place, name: str, target: Path) -> None:
        asked.append(name)
        if len(asked) == 4:
            raise KeyboardInterrupt
        get(self, name, target)

    monkeypatch.setattr(Place, "get", dies)
    with pytest.raises(KeyboardInterrupt):
        restore(kept.place, kept.identity, None, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    before = {*asked[1:3]}
    asked[:] = ["already"] * 4
    restore(kept.place, kept.identity, None, tmp_path / "again")
    assert before.isdisjoint(asked)
    kept_now = contents(tmp_path / "again")
    assert kept_now == {
        name: told for name, told in contents(kept.home.root).items() if name in kept_now
    }
    assert len(kept_now) == 5


def test_an_interrupted_backup_is_none_and_the_next_uses_what_it_left(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, sent = Place.put, []

    def dies(self: Place, source: Path, name: str) -> None:
        sent.append(name)
        if len(sent) == 3:
            raise KeyboardInterrupt
        put(self, source, name)

    monkeypatch.setattr(Place, "put", dies)
    with pytest.raises(KeyboardInterrupt):
        kept.take()
    monkeypatch.undo()
    assert backups_in(kept.place) == []
    assert kept.take() == 3


def test_a_home_that_holds_anything_is_never_written_over(kept: Kept) -> None:
    kept.take()
    before = contents(kept.home.root)
    with pytest.raises(Refusal, match="never writes over"):
        restore(kept.place, kept.identity, None, kept.home.root)
    assert contents(kept.home.root) == before


def test_an_empty_home_may_be_restored_into(kept: Kept, tmp_path: Path) -> None:
    kept.take()
    Home.at(tmp_path / "again")
    restore(kept.place, kept.identity, None, tmp_path / "again")
    assert (tmp_path / "again/identifiable/register/register.jsonl").exists()


def test_another_key_opens_nothing(kept: Kept, tmp_path: Path) -> None:
    kept.take()
    with pytest.raises(Refusal, match="does not open"):
        restore(kept.place, pyrage.x25519.Identity.generate(), None, tmp_path / "again")


def test_a_list_that_points_outside_the_home_writes_nothing(kept: Kept, tmp_path: Path) -> None:
    """Whoever can write to the place cannot make files of ours elsewhere."""
    kept.take()
    [name] = backups_in(kept.place)
    path = kept.folder / BACKUPS / f"{name}.age"
    text = pyrage.decrypt(path.read_bytes(), [kept.identity]).decode()
    for bad in ("../outside", "/etc/outside", "a/../../outside", "..\\outside"):
        told = text.replace("identifiable/register/register.jsonl", bad.replace("\\", "\\\\"))
        assert told != text
        path.write_bytes(pyrage.encrypt(told.encode(), [kept.identity.to_public()]))
        with pytest.raises(Refusal, match="not a list"):
            restore(kept.place, kept.identity, None, tmp_path / "again")
    assert not (tmp_path / "outside").exists()


def test_a_missing_backup_is_named_with_those_there_are(kept: Kept, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no backup there"):
        restore(kept.place, kept.identity, None, tmp_path / "again")
    kept.take()
    with pytest.raises(Refusal, match="There are: 2026-02-01T030000"):
        restore(kept.place, kept.identity, "2025-01-01T000000", tmp_path / "again")


def test_what_lies_behind_a_link_is_not_silently_left_out(kept: Kept, tmp_path: Path) -> None:
    elsewhere = tmp_path / "large volume"
    kept.home.received.rename(elsewhere)
    kept.home.received.symlink_to(elsewhere)
    with pytest.raises(Refusal, match="link in the data home, in identifiable/"):
        kept.take()
    assert backups_in(kept.place) == []


def test_nobody_named_is_refused_before_anything_is_read(kept: Kept) -> None:
    with pytest.raises(Refusal, match="for whom"):
        take(kept.home, kept.place, [], AT)
    assert not kept.folder.exists()


def test_a_key_file_is_its_owners_alone_and_opens_what_its_public_half_sealed(
    tmp_path: Path,
) -> None:
    public = new_identity(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
    assert str(identity_in(tmp_path / "key").to_public()) == public
    (tmp_path / "other").write_text("no key\n")
    with pytest.raises(Refusal, match="no private key"):
        identity_in(tmp_path / "other")
