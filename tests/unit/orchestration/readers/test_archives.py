"""Archives are unpacked under names of our own; what is odd about one is refused by its name."""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.readers.archives import is_archive, names_inside, unpack
from orchestration.readers.members import is_bomb
from orchestration.refusals import Refusal

CONTENT = b"a,b\n1,2\n"
CANARY = "Zanzibar-Quill"


def a_zip(folder: Path, *members: tuple[str, bytes], name: str = "sent.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members:
            archive.writestr(member, content)
    return path


def unpacked(path: Path) -> list[tuple[str, bytes]]:
    folder = path.parent / "scratch"
    folder.mkdir()
    found = unpack(path, folder)
    assert all(place.parent == folder for place, _ in found)
    return [(name, place.read_bytes()) for place, name in found]


def refused(path: Path) -> str:
    before = set(path.parent.rglob("*"))
    with pytest.raises(Refusal) as refusal:
        unpacked(path)
    folder = path.parent / "scratch"
    assert all(
        new == folder or new.parent == folder for new in set(path.parent.rglob("*")) - before
    )
    return str(refusal.value).removeprefix(f"{path.name}: ")


def test_a_gz_holds_the_file_that_it_is_named_after(tmp_path: Path) -> None:
    path = tmp_path / "waits.csv.gz"
    path.write_bytes(gzip.compress(CONTENT) + gzip.compress(b"3,4\n"))
    assert is_archive(path)
    assert names_inside(path) == ["waits.csv"]
    assert unpacked(path) == [("waits.csv", CONTENT + b"3,4\n")]


def test_a_zip_holds_several_files_in_one_folder_at_most(tmp_path: Path) -> None:
    members = [("month/one.csv", CONTENT), ("month/two.xml", b"<a/>")]
    path = a_zip(tmp_path, *members, ("__MACOSX/._one.csv", b"x"), ("month/.DS_Store", b"x"))
    assert names_inside(path) == ["one.csv", "two.xml"]
    assert unpacked(path) == [("one.csv", CONTENT), ("two.xml", b"<a/>")]


def test_a_workbook_is_no_archive_and_may_lie_in_one(tmp_path: Path) -> None:
    assert not is_archive(tmp_path / "list.xlsx")
    inner = a_zip(tmp_path, ("xl/workbook.xml", b"<a/>"), name="list.xlsx")
    path = a_zip(tmp_path, ("list.xlsx", inner.read_bytes()))
    assert unpacked(path) == [("list.xlsx", inner.read_bytes())]


NAMES = {
    "../away.csv": "which is not a plain name",
    "/away.csv": "which is not a plain name",
    "C:/away.csv": "which is not a plain name",
    "a\\..\\b.csv": "which is not a plain name",
    "ok\n\x1b[31mred.csv": "which is not a plain name",
    "inner.zip": "an archive in an archive",
    "inner.tar": "an archive in an archive",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_not_plain_is_refused_and_shown_safely(name: str, tmp_path: Path) -> None:
    said = refused(a_zip(tmp_path, (name, CONTENT)))
    assert said.startswith("The archive holds '")
    assert NAMES[name] in said
    assert said.isprintable()


def _twice(folder: Path) -> Path:
    with pytest.warns(UserWarning):
        return a_zip(folder, ("one.csv", CONTENT), ("one.csv", CONTENT))


def _encrypted(folder: Path) -> Path:
    return _with_flag(a_zip(folder, ("one.csv", CONTENT)), 1)


def _link(folder: Path) -> Path:
    path, link = folder / "sent.zip", zipfile.ZipInfo("one.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/hostname")
    return path


def _overlapping(folder: Path) -> Path:
    """Two names in the directory that point to one body."""
    path = a_zip(folder, ("one.csv", CONTENT), ("two.csv", CONTENT))
    content = bytearray(path.read_bytes())
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    path.write_bytes(content)
    return path


def _with_flag(path: Path, flag: int) -> Path:
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= flag
    path.write_bytes(content)
    return path


def _wrong_sum(folder: Path) -> Path:
    path = a_zip(folder, ("one.csv", CONTENT * 50))
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02") + 16
    content[place] ^= 0xFF
    path.write_bytes(content)
    return path


def _cut(folder: Path) -> Path:
    path = a_zip(folder, ("one.csv", CONTENT))
    path.write_bytes(path.read_bytes()[:-30])
    return path


def _with_more(folder: Path) -> Path:
    path = a_zip(folder, ("one.csv", CONTENT))
    path.write_bytes(path.read_bytes() + CANARY.encode())
    return path


def _folders(folder: Path) -> Path:
    return a_zip(folder, ("a/one.csv", CONTENT), ("b/two.csv", CONTENT))


def _disguised(folder: Path) -> Path:
    return a_zip(folder, ("one.csv", gzip.compress(CONTENT)))


def _a_text(folder: Path) -> Path:
    (folder / "sent.zip").write_bytes(CONTENT)
    return folder / "sent.zip"


def _cut_gz(folder: Path) -> Path:
    (folder / "sent.csv.gz").write_bytes(gzip.compress(CONTENT * 100)[:-9])
    return folder / "sent.csv.gz"


def _gz_with_more(folder: Path) -> Path:
    (folder / "sent.csv.gz").write_bytes(gzip.compress(CONTENT) + CANARY.encode())
    return folder / "sent.csv.gz"


def _bomb(folder: Path) -> Path:
    return a_zip(folder, ("one.csv", bytes(120_000_000)))


def _gz_bomb(folder: Path) -> Path:
    content = io.BytesIO()
    with gzip.open(content, "wb", compresslevel=6) as packed:
        for _ in range(120):
            packed.write(bytes(1_000_000))
    (folder / "sent.csv.gz").write_bytes(content.getvalue())
    return folder / "sent.csv.gz"


def _empty(folder: Path) -> Path:
    return a_zip(folder, ("a/", b""))


ODD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a name twice": (_twice, "The archive holds 'one.csv' more than once."),
    "encryption": (_encrypted, "The archive holds 'one.csv', which is encrypted."),
    "a link": (_link, "The archive holds 'one.csv', which only points to another file."),
    "overlap": (_overlapping, "The parts of the archive overlap"),
    "a wrong check sum": (_wrong_sum, "The archive is damaged or was cut short."),
    "cut short": (_cut, "The file is not a whole zip archive"),
    "something after the end": (_with_more, "The parts of the archive overlap, or do not follow"),
    "several folders": (_folders, "The archive holds folders in folders, or several."),
    "an archive called csv": (_disguised, "The archive holds an archive."),
    "text called zip": (_a_text, "The file is called .zip, but is another kind of file."),
    "a gz cut short": (_cut_gz, "The archive is damaged or was cut short."),
    "something after a gz": (_gz_with_more, "The archive is damaged or was cut short."),
    "a bomb": (_bomb, "The archive would unpack to far more than an extract holds."),
    "a gz bomb": (_gz_bomb, "The archive would unpack to far more than an extract holds."),
    "no file": (_empty, "The archive holds no file."),
}


@pytest.mark.parametrize("case", ODD)
def test_an_odd_archive_is_refused(case: str, tmp_path: Path) -> None:
    make, said = ODD[case]
    told = refused(make(tmp_path))
    assert told.startswith(said)
    assert CANARY not in told


def test_a_year_of_marks_is_no_bomb() -> None:
    assert not is_bomb(2_500_000_000, 2_500_000_000 // 30)
    assert is_bomb(3_000_000_000, 2_900_000)
    assert is_bomb(9 << 30, 1 << 30)
