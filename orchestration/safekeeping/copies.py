"""What a backup says of itself: every file by its path, hash, size and mode, sealed like the files.

A piece is one file's content, kept once however many backups hold it. Its name is a keyed hash, so
that nobody can ask a store whether it holds a file that they have.
"""

import hmac
import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pyrage

from orchestration.refusals import Refusal

FORM = "sendmart backup 1"
PIECES, BACKUPS = "pieces", "backups"
SUFFIX = ".age"
NAME = "%Y-%m-%dT%H%M%S"
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Kept:
    """A file of the home: its path there with slashes, what it holds, and who may read it."""

    path: str
    sha256: str
    size: int
    mode: int
    piece: str


@dataclass(frozen=True)
class Backup:
    """One backup, as its list tells of it."""

    name: str
    has_databases: bool
    files: Sequence[Kept]


def piece_name(salt: str, sha256: str) -> str:
    return hmac.new(salt.encode(), sha256.encode(), "sha256").hexdigest()


def backup_name(at: datetime) -> str:
    return f"{at:{NAME}}"


def written(backup: Backup) -> bytes:
    told = {"form": FORM, "name": backup.name, "has_databases": backup.has_databases}
    files = [asdict(file) for file in backup.files]
    return json.dumps({**told, "files": files}, indent=0, sort_keys=True).encode()


def read_backup(sealed: Path, identity: pyrage.x25519.Identity, where: str) -> Backup:
    """Refusal where the key does not open it, or it is not a list of ours."""
    try:
        told: dict[str, Any] = json.loads(pyrage.decrypt(sealed.read_bytes(), [identity]))
        files = [Kept(**file) for file in told["files"]]
        is_ours = told["form"] == FORM and all(map(_is_safe, files))
    except pyrage.DecryptError:
        what = "The key does not open it: it was sealed for another, or is damaged."
        raise Refusal(where, what, "Name the right key file, or another backup.") from None
    except (ValueError, KeyError, TypeError):
        is_ours = False
    if not is_ours:
        what = "It is not a list that this version of sendmart wrote."
        raise Refusal(where, what, "Use the version that made the backup, or another backup.")
    return Backup(str(told["name"]), bool(told["has_databases"]), files)


def _is_safe(file: Kept) -> bool:
    """Whether it stays below the home; nothing else is ever written."""
    path = PurePosixPath(file.path)
    is_below = not path.is_absolute() and ".." not in path.parts and "\\" not in file.path
    return is_below and all(SHA256.fullmatch(name) for name in (file.sha256, file.piece))


def new_identity(path: Path) -> str:
    """Write a new private key for its owner alone; its public half is returned."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"# public key: {public}\n{identity}\n")
    return public


def recipient_of(text: str) -> pyrage.x25519.Recipient:
    """Whom a backup is sealed for: a public key, which opens nothing."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        what = "That is not a public key of age (age1...)."
        raise Refusal("--to", what, "Make one with: sendmart keys backup FILE") from None


def identity_in(path: Path) -> pyrage.x25519.Identity:
    """The private key in a file, as `sendmart keys backup` or age-keygen wrote it."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        [text] = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        return pyrage.x25519.Identity.from_str(text)
    except (OSError, ValueError, pyrage.IdentityError):
        what = "It holds no private key of age."
        remedy = "Name the file that was written when the backup's key was made."
        raise Refusal(path.name, what, remedy) from None
