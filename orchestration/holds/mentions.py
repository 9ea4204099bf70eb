"""Whether files that no table was made of name somebody who was erased, told by their words alone.

The names themselves are gone: every word of the file is hashed and compared with the tombstones.
"""

import gzip
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from orchestration.holds.held import Held
from orchestration.holds.naming import normal

WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_-]{3,39}")
SPACED_NUMBER = re.compile(r"\b\d{3}[ \u00a0-]\d{3}[ \u00a0-]\d{4}\b")
DEEP = 3
ERASED = "D63"


def names_erased(held: Held, files: Iterable[Path]) -> bool:
    """Whether any word in some files names an erased person; true where one cannot be opened, for
    then nobody could say that it does not."""
    erased = {text for text, rule in held.rules.items() if rule == ERASED}
    if not erased:
        return False
    return any(_names(held, path) for path in files)


def _names(held: Held, path: Path) -> bool:
    words: set[str] = set()
    try:
        for part in parts(path.read_bytes()):
            for text in _texts(part):
                words.update(WORD.findall(text), SPACED_NUMBER.findall(text))
    except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return True
    for way in sorted(held.ways):
        kind = way.partition("|")[0]
        asked = sorted({f"{way}|{normal(kind, word)}" for word in words})
        if ERASED in held.rules_of(asked):
            return True
    return False


def parts(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Some bytes, and what is packed in them."""
    yield data
    if depth >= DEEP:
        return
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from parts(archive.read(member), depth + 1)
    elif data[:2] == b"\x1f\x8b":
        yield from parts(gzip.decompress(data), depth + 1)


def _texts(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")
    if b"\x00" in data[:200]:
        yield data.decode("utf-16", "replace")
