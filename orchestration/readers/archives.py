"""Unpacks what came as .zip or .gz, under names of our own and never past what is sensible.

Names inside are only shown and compared, never used as paths. What the files hold is read later.
"""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from orchestration.readers.members import SEND_PLAIN, bomb, is_bomb, open_zip, told
from orchestration.refusals import Refusal

PIECE = 1 << 20
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
MAGIC = {".zip": ZIP, ".gz": GZIP}
KEPT_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xml")
NESTED = (".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz")
CLUTTER = (".ds_store", "thumbs.db", "desktop.ini")


def is_archive(path: Path) -> bool:
    """Whether it is called one; what it is, is looked at when it is opened."""
    return path.suffix.casefold() in MAGIC


def names_inside(path: Path) -> list[str]:
    """How the sender knows the files of an archive, without unpacking it."""
    _check_magic(path)
    if path.suffix.casefold() == ".gz":
        return [path.stem]
    with open_zip(path, path.name) as archive:
        return [name for _, name in _files(archive, path.name)]


def unpack(path: Path, folder: Path) -> list[tuple[Path, str]]:
    """Unpack into a folder; return each file's place and the name its sender knows it by."""
    _check_magic(path)
    packed = path.stat().st_size
    if path.suffix.casefold() == ".gz":
        place = _place(folder, 1, path.stem)
        with _readable(path.name), gzip.open(path) as content:
            _pour(content, place, path.name, packed, 0)
        return [(place, path.stem)]
    found, poured = [], 0
    with open_zip(path, path.name) as archive:
        for number, (member, name) in enumerate(_files(archive, path.name), 1):
            place = _place(folder, number, name)
            with _readable(path.name), archive.open(member) as content:
                poured = _pour(content, place, path.name, packed, poured)
            found.append((place, name))
    return found


def _check_magic(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(4)
    if not start.startswith(MAGIC[path.suffix.casefold()]):
        what = f"The file is called {path.suffix}, but is another kind of file."
        raise Refusal(path.name, what, SEND_PLAIN)


def _files(archive: zipfile.ZipFile, shown_name: str) -> list[tuple[zipfile.ZipInfo, str]]:
    """The files of an archive with their plain names; one folder around them all is no matter."""
    members = [m for m in archive.infolist() if not m.is_dir() and not _is_clutter(m.filename)]
    if not members:
        raise Refusal(shown_name, "The archive holds no file.", SEND_PLAIN)
    if len({member.filename.rpartition("/")[0] for member in members}) > 1 or any(
        member.filename.count("/") > 1 for member in members
    ):
        what = "The archive holds folders in folders, or several."
        raise Refusal(shown_name, what, "Put the files into it without folders.")
    named = [(member, member.filename.rpartition("/")[2]) for member in members]
    for _, name in named:
        if name.casefold().endswith(NESTED):
            what = f"The archive holds {told(name)}, an archive in an archive."
            raise Refusal(shown_name, what, SEND_PLAIN)
    return named


def _is_clutter(name: str) -> bool:
    """What file managers leave behind."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].casefold() in CLUTTER


def _place(folder: Path, number: int, name: str) -> Path:
    ending = Path(name).suffix.casefold()
    return folder / f"{number:04}{ending if ending in KEPT_ENDINGS else ''}"


@contextmanager
def _readable(shown_name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, RuntimeError):
        what = "The archive is damaged or was cut short."
        raise Refusal(shown_name, what, "Send it again.") from None


def _pour(
    content: IO[bytes] | gzip.GzipFile, place: Path, shown_name: str, packed: int, poured: int
) -> int:
    """Write a file's content; return how much the archive has given so far."""
    with place.open("wb") as file:
        is_first = True
        while piece := content.read(PIECE):
            if is_first and piece.startswith((ZIP, GZIP)) and place.suffix != ".xlsx":
                what = "The archive holds an archive."
                raise Refusal(shown_name, what, SEND_PLAIN)
            is_first = False
            poured += len(piece)
            if is_bomb(poured, packed):
                raise bomb(shown_name)
            file.write(piece)
    return poured
