"""What dropped files are called: a sender's names made plain, apart, and as an extract has them.

Which extract a file is of is recognised in orchestration.register.
"""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from orchestration.contracts.language import Contract
from orchestration.register.recognise import MANIFEST, fits_any

LONGEST_NAME = 100


def plain_name(said: str, place: int) -> str:
    """A sender's name for a file with nothing in it that a system could take for more than a name;
    its ending stays, for it says how the file is to be read."""
    last = re.split(r"[\\/]", said)[-1]
    plain = re.sub(r"[^A-Za-z0-9._ -]+", "_", last).strip(" .")
    if len(plain) > LONGEST_NAME:
        stem, _, ending = plain.rpartition(".")
        plain = f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if stem else plain[-50:]
    return plain or f"file {place}"


def apart(names: Sequence[str]) -> tuple[str, ...]:
    """Plain names of which no two are the same, nor one of ours."""
    found: list[str] = []
    for place, said in enumerate(names, 1):
        name = plain_name(said, place)
        taken = {one.casefold() for one in found} | {"checked", "taken"}
        found.append(f"{place}-{name}" if name.casefold() in taken else name)
    return tuple(found)


def as_expected(paths: list[Path], contract: Contract | None) -> list[Path]:
    """Give files the names that their extract's have, where the sender said which extract it is."""
    if contract is None:
        return paths
    renamed = []
    for path in paths:
        is_known = fits_any(path.name, contract.files) or path.name.casefold().endswith(MANIFEST)
        pattern = None if is_known else _pattern_for(path.name, contract)
        if pattern:
            stem = path.name.partition(".")[0]
            path = path.rename(path.with_name(pattern.replace("*", stem, 1).replace("*", "")))
        renamed.append(path)
    return renamed


def _pattern_for(name: str, contract: Contract) -> str | None:
    """How files of that ending are called; None where that tells the tables of it apart."""
    if any(table.file for table in contract.tables.values()):
        return None
    packed = name[: -len(".gz")] if name.casefold().endswith(".gz") else name
    ending = packed.rpartition(".")[2].casefold()
    fitting = [one for one in contract.files if fnmatchcase(f"x.{ending}", f"*.{_ending(one)}")]
    suffix = ".gz" if packed != name else ""
    return f"{fitting[0]}{suffix}" if fitting else None


def _ending(pattern: str) -> str:
    return pattern.rpartition(".")[2].casefold()
