"""Which contract a file answers to, and which files make one delivery together.

A file's name only proposes a contract; its content decides whether it is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase, translate
from pathlib import Path

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.readers.archives import is_archive, names_inside, unpack
from orchestration.refusals import Refusal

MANIFEST = ".manifest.json"
UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", ".partial", "~")


@dataclass(frozen=True)
class Delivery:
    """Files that came together. `contract` is None where no contract expects such a name."""

    contract: Contract | None
    files: tuple[Path, ...]

    @property
    def name(self) -> str:
        return self.files[0].name if len(self.files) == 1 else f"{self.files[0].parent.name}/"


@dataclass(frozen=True)
class Piece:
    """One file to read: delivered as it is, or unpacked; `name` is what the sender calls it."""

    path: Path
    name: str


def deliveries(catalogue: Catalogue, paths: Iterable[Path]) -> list[Delivery]:
    """Group what was named; from a folder take, below it, only names that a contract expects."""
    groups: dict[tuple[str, str, str], list[Path]] = {}
    for path, named in {path.resolve(): (path, named) for path, named in _files(paths)}.values():
        inside, can_be_opened = _names_of(path)
        contract = _expecting(catalogue, inside)
        if contract is None and not named and can_be_opened:
            continue
        source = contract.source if contract else ""
        part = _shared_part(contract, inside[0]) if contract and len(inside) == 1 else path.name
        groups.setdefault((str(path.parent), source, part), []).append(path)
    return [
        Delivery(catalogue.contracts.get(source), tuple(sorted(files)))
        for (_, source, _), files in sorted(groups.items())
    ]


def strangers(catalogue: Catalogue, folder: Path) -> list[Path]:
    """Files below a folder that no contract expects; unfinished ones are not counted."""
    files = (path for path, _ in _files([folder]))
    return [path for path in files if _expecting(catalogue, _names_of(path)[0]) is None]


def pieces(delivery: Delivery, scratch: Path) -> list[Piece]:
    """The files to read, archives unpacked below `scratch`; raise Refusal for a bad archive."""
    found: list[Piece] = []
    for path in delivery.files:
        if is_archive(path):
            folder = scratch / f"unpacked-{len(found)}"
            folder.mkdir()
            found += [Piece(place, name) for place, name in unpack(path, folder)]
        else:
            found.append(Piece(path, path.name))
    return found


def refuse_archives(delivery: Delivery) -> None:
    """Say what is wrong with an archive, where its own name is not the matter."""
    for path in filter(is_archive, delivery.files):
        count = len(names_inside(path))
        what = f"No one contract expects every one of the {count} files in the archive."
        raise Refusal(path.name, what, "Put only the files of one extract into it.")


def table_of(contract: Contract, name: str) -> str | None:
    """The table that a file of that name holds."""
    for table, told in contract.tables.items():
        patterns = [told.file] if told.file else contract.files
        if fits_any(name, patterns):
            return table
    return None


def expected_names(catalogue: Catalogue) -> list[str]:
    return [name for contract in catalogue.contracts.values() for name in contract.files]


def _files(paths: Iterable[Path]) -> Iterable[tuple[Path, bool]]:
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.is_file())
            yield from ((p, False) for p in found if not _is_no_file(p))
        else:
            yield path, True


def _is_no_file(path: Path) -> bool:
    """Or not a delivery at all: a sender's manifest, or what a system keeps for itself."""
    name = path.name.casefold()
    return name.endswith((*UNFINISHED, MANIFEST)) or name.startswith((".", "~$"))


def _names_of(path: Path) -> tuple[list[str], bool]:
    """What the file is called, or the files inside it, and whether it can be opened at all.

    An archive that cannot keeps its own name, and is received to go back with the reason.
    """
    if not is_archive(path):
        return [path.name], True
    try:
        return names_inside(path) or [path.stem], True
    except (Refusal, OSError):
        return [path.stem], False


def _expecting(catalogue: Catalogue, names: list[str]) -> Contract | None:
    """The contract that expects every one of the names, by its most particular pattern."""
    best, found = -1, None
    for contract in catalogue.contracts.values():
        fitting = [[len(p) for p in contract.files if _fits(name, p)] for name in names]
        if all(fitting) and max(map(max, fitting)) > best:
            best, found = max(map(max, fitting)), contract
    return found


def fits_any(name: str, patterns: Iterable[str]) -> bool:
    """Whether a file's name is one that is expected."""
    return any(_fits(name, pattern) for pattern in patterns)


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name.casefold(), pattern.casefold())


def _shared_part(contract: Contract, name: str) -> str:
    """What the names of one delivery's files share: the first star of a table's own pattern."""
    patterns = [t.file for t in contract.tables.values() if t.file]
    if len(contract.tables) == 1 or not patterns:
        return name
    for pattern in patterns:
        first, _, rest = pattern.casefold().partition("*")
        match = re.match(f"{re.escape(first)}(.*){translate(rest)}", name.casefold())
        if match:
            return match.group(1)
    return name
