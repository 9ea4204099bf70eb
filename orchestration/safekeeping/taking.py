"""Takes a backup of a data home: seals what the place does not hold yet, and a list of all.

The list comes last: a backup that was interrupted is none, and the next one uses what it left.
"""

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyrage

from orchestration.home import OWNER_ONLY, Home
from orchestration.refusals import Refusal
from orchestration.safekeeping import copies
from orchestration.safekeeping.contents import is_growing, kept_files, sha256_of
from orchestration.safekeeping.copies import BACKUPS, PIECES, SUFFIX, Backup, Kept
from orchestration.safekeeping.places import Place
from orchestration.writer import writers_lock

SCRATCH = "backup-"
PATIENCE_SECONDS = 3600.0


@dataclass(frozen=True)
class Taken:
    """What was kept, and how much of it the place did not hold before; sizes in bytes, unsealed."""

    name: str
    files: int
    size: int
    new_files: int
    new_size: int


def take(
    home: Home,
    place: Place,
    recipients: Sequence[pyrage.x25519.Recipient],
    at: datetime,
    *,
    with_databases: bool = False,
) -> Taken:
    """Keep every file of the home as it is now, sealed for the recipients.

    Raises Refusal where another run does not end, the store refuses, or nobody is named.
    """
    if not recipients:
        what = "It is not said for whom to seal it."
        raise Refusal("backup", what, "Add --to age1..., or set SENDMART_BACKUP_TO.")
    name = copies.backup_name(at)
    with (
        writers_lock(home.root, PATIENCE_SECONDS),
        tempfile.TemporaryDirectory(dir=home.builds, prefix=SCRATCH) as scratch,
    ):
        salt, held = _salt(home), place.names(PIECES)
        work = _Work(home, place, list(recipients), salt, held, Path(scratch))
        files = [work.keep(path) for path in kept_files(home, with_databases=with_databases)]
        backup = Backup(name, with_databases, files)
        work.seal_and_put(copies.written(backup), f"{BACKUPS}/{name}{SUFFIX}")
    size = sum(file.size for file in files)
    return Taken(name, len(files), size, work.new_files, work.new_size)


class _Work:
    def __init__(
        self,
        home: Home,
        place: Place,
        recipients: list[pyrage.x25519.Recipient],
        salt: str,
        held: set[str],
        scratch: Path,
    ) -> None:
        self._home, self._place, self._recipients = home, place, recipients
        self._salt, self._held, self._scratch = salt, held, scratch
        self.new_files = self.new_size = 0

    def keep(self, path: Path) -> Kept:
        source = path
        if is_growing(path):
            source = self._scratch / "moment"
            shutil.copyfile(path, source)
        digest, size = sha256_of(source), source.stat().st_size
        piece = copies.piece_name(self._salt, digest)
        if piece + SUFFIX not in self._held:
            sealed = self._scratch / "sealed"
            pyrage.encrypt_file(str(source), str(sealed), self._recipients)
            self._place.put(sealed, f"{PIECES}/{piece}{SUFFIX}")
            self._held.add(piece + SUFFIX)
            self.new_files, self.new_size = self.new_files + 1, self.new_size + size
        inside = path.relative_to(self._home.root).as_posix()
        return Kept(inside, digest, size, path.stat().st_mode & 0o777, piece)

    def seal_and_put(self, content: bytes, name: str) -> None:
        sealed = self._scratch / "sealed"
        sealed.write_bytes(pyrage.encrypt(content, self._recipients))
        self._place.put(sealed, name)


def _salt(home: Home) -> str:
    """What makes the names of pieces this home's own; it is kept in the home, and in no name."""
    path = home.folder("identifiable") / "backups.json"
    if not path.exists():
        aside = path.with_suffix(".new")
        aside.write_text(json.dumps({"salt": secrets.token_hex(32)}) + "\n", encoding="utf-8")
        aside.chmod(OWNER_ONLY & 0o666)
        os.replace(aside, path)
    return str(json.loads(path.read_text(encoding="utf-8"))["salt"])
