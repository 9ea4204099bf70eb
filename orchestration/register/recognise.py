"""Which contract a file answers to, and which files make one delivery together.

A file's name only proposes a contract; its content decides whether it is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch, translate
from pathlib import Path

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract

UNFINISHED = (".part", ".tmp", ".crdownload", "~")


@dataclass(frozen=True)
class Delivery:
    """Files that came together. `contract` is None where no contract expects such a name."""

    contract: Contract | None
    files: tuple[Path, ...]

    @property
    def name(self) -> str:
        return self.files[0].name if len(self.files) == 1 else f"{self.files[0].parent.name}/"


def deliveries(catalogue: Catalogue, paths: Iterable[Path]) -> list[Delivery]:
    """Group what was named; from a folder take, below it, only names that a contract expects."""
    groups: dict[tuple[str, str, str], list[Path]] = {}
    for path, named in {path.resolve(): (path, named) for path, named in _files(paths)}.values():
        contract = _expecting(catalogue, path.name)
        if contract is None and not named:
            continue
        source = contract.source if contract else ""
        part = _shared_part(contract, path.name) if contract else path.name
        groups.setdefault((str(path.parent), source, part), []).append(path)
    return [
        Delivery(catalogue.contracts.get(source), tuple(sorted(files)))
        for (_, source, _), files in sorted(groups.items())
    ]


def table_file(contract: Contract, table: str, files: Iterable[Path]) -> Path | None:
    """The delivered file that holds a table."""
    pattern = contract.tables[table].file or contract.files[0]
    return next((path for path in files if fnmatch(path.name, pattern)), None)


def expected_names(catalogue: Catalogue) -> list[str]:
    return [name for contract in catalogue.contracts.values() for name in contract.files]


def _files(paths: Iterable[Path]) -> Iterable[tuple[Path, bool]]:
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.is_file())
            yield from ((p, False) for p in found if not p.name.endswith(UNFINISHED))
        else:
            yield path, True


def _expecting(catalogue: Catalogue, name: str) -> Contract | None:
    matches = (
        contract
        for contract in catalogue.contracts.values()
        if any(fnmatch(name, pattern) for pattern in contract.files)
    )
    return next(matches, None)


def _shared_part(contract: Contract, name: str) -> str:
    """What the names of one delivery's files share: the first star of a table's own pattern."""
    patterns = [t.file for t in contract.tables.values() if t.file]
    if len(contract.tables) == 1 or not patterns:
        return name
    for pattern in patterns:
        first, _, rest = pattern.partition("*")
        match = re.match(f"{re.escape(first)}(.*){translate(rest)}", name)
        if match:
            return match.group(1)
    return name
