"""Seals whole files with age, in a stream: as delivered, or words of our own that may quote data.

The plain `age` command opens them too, with the identity that the keys hold for `files`.
"""

import os
from pathlib import Path

import pyrage

from orchestration.keys.key_set import FILES
from orchestration.keys.opening import Keys
from orchestration.refusals import Refusal

SUFFIX = ".age"


def sealed_name(path: Path) -> Path:
    return path.with_name(path.name + SUFFIX)


def seal_file(keys: Keys, source: Path, target: Path) -> None:
    """Write a sealed copy, whole or not at all, however large the file is."""
    aside = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        pyrage.encrypt_file(str(source), str(aside), [_identity(keys).to_public()])
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def seal_text(keys: Keys, text: str, target: Path) -> None:
    target.write_bytes(pyrage.encrypt(text.encode(), [_identity(keys).to_public()]))


def unseal_file(keys: Keys, source: Path, target: Path) -> None:
    """Write what a sealed file holds, whole or not at all; Refusal where no key of ours opens it.

    The copy is no longer protected: who asks for it looks after it.
    """
    aside = target.with_name(f"{target.name}.{os.getpid()}.new")
    os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        pyrage.decrypt_file(str(source), str(aside), _identities(keys))
        os.replace(aside, target)
    except (pyrage.DecryptError, OSError):
        raise _not_opened(source) from None
    finally:
        aside.unlink(missing_ok=True)


def unsealed(keys: Keys, source: Path) -> bytes:
    """What a small sealed file holds."""
    try:
        return bytes(pyrage.decrypt(source.read_bytes(), _identities(keys)))
    except pyrage.DecryptError:
        raise _not_opened(source) from None


def _identity(keys: Keys) -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.from_str(keys.key(FILES).text)


def _identities(keys: Keys) -> list[pyrage.x25519.Identity]:
    """Of every version at hand: an older one still opens what has not been sealed anew."""
    held = keys.held.keys.get(FILES, {}).values()
    return [pyrage.x25519.Identity.from_str(key.text) for key in held]


def _not_opened(source: Path) -> Refusal:
    what = "No key opens it: it is damaged, or was sealed with another key."
    remedy = "Put the file back from a backup, or the right keys in place (sendmart keys show)."
    return Refusal(f"{source.parent.name}/{source.name}", what, remedy)
