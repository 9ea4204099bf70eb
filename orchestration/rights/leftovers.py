"""Looks for a person's names as bytes: in files that no table was made of, and in the whole home.

A table that is sealed or packed says nothing this way; those are looked through row by row.
"""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from orchestration.holds.mentions import parts
from orchestration.home import Home
from orchestration.keys import the_keys
from orchestration.keys.sealing import SUFFIX, unsealed
from orchestration.refusals import Refusal
from orchestration.rights.tracing import Traced

LEAST = 6  # a shorter text is found by chance in any large file


def values_of(traced: Traced) -> list[str]:
    """Numbers and identifiers of the person that are long enough to be looked for."""
    return sorted({name.value for name in traced.names if len(name.value) >= LEAST})


def mentions(data: bytes, traced: Traced) -> bool:
    """Whether some bytes, or what is packed in them, name the person: by a number, or in full."""
    names = [sorted(traced.texts.get(word, ())) for word in ("forename", "surname")]
    return any(
        _has(part, values_of(traced))
        or (_has(part, names[0]) and _has(part, names[1]))
        or _has(part, sorted(traced.texts.get("postcode", ())))
        for part in parts(data)
    )


def _has(data: bytes, texts: Iterable[str]) -> bool:
    folded = data.upper()
    return any(
        text.upper().encode(encoding) in folded
        for text in texts
        for encoding in ("utf-8", "utf-16-le")
    )


def files_that_mention(home: Home, folder: Path, traced: Traced) -> list[Path]:
    """Files below a folder that name the person, and those that cannot be looked into."""
    found, keys = [], the_keys(home)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        try:
            data = unsealed(keys, path) if path.suffix == SUFFIX else path.read_bytes()
            if mentions(data, traced):
                found.append(path)
        except (OSError, EOFError, Refusal, zipfile.BadZipFile, NotImplementedError, RuntimeError):
            found.append(path)
    return found


def traces_in(home: Home, traced: Traced) -> list[str]:
    """Every file of the home in which a number of the person can be read as bytes."""
    values = [value.encode() for value in values_of(traced)]
    return [
        str(path.relative_to(home.root))
        for path in sorted(home.root.rglob("*"))
        if path.is_file() and any(value in path.read_bytes() for value in values)
    ]
