"""A set of keys: one random key for each purpose and version, and the form it is written in.

Keys are independent of each other, so that one can be changed, handed over or destroyed alone.
"""

import base64
import binascii
import hmac
import json
import re
import secrets
from dataclasses import dataclass, field
from hashlib import sha256

import pyrage

from orchestration.refusals import Refusal

PERSON = "person"  # pseudonyms of people in the warehouse
TABLES = "tables"  # the identifiable store's databases and Parquet
FILES = "files"  # files as they were delivered: an identity of age
HOLD = "hold"  # names of people who may not be processed
PURPOSES = (PERSON, TABLES, FILES, HOLD)
FORM = "sendmart keys 1"
KEY_BYTES = 32
PURPOSE = re.compile(r"[a-z][a-z0-9_]{1,30}")


@dataclass(frozen=True)
class Key:
    """One version of the key of one purpose; its text is never shown."""

    purpose: str
    version: int
    text: str = field(repr=False)

    @property
    def name(self) -> str:
        return f"{self.purpose}.v{self.version}"

    @property
    def secret(self) -> bytes:
        return self.text.encode() if self.purpose == FILES else base64.b64decode(self.text)

    @property
    def fingerprint(self) -> str:
        """Tells keys apart and nothing about them."""
        return self.derived(f"sendmart key check|{self.name}").hex()[:16]

    def derived(self, label: str) -> bytes:
        """A key of its own for one use of this one."""
        return hmac.digest(self.secret, label.encode(), sha256)


@dataclass(frozen=True)
class KeySet:
    """All keys that a place holds, by purpose and version."""

    keys: dict[str, dict[int, Key]] = field(repr=False)

    def find(self, purpose: str, version: int) -> Key | None:
        return self.keys.get(purpose, {}).get(version)

    def newest(self, purpose: str) -> Key | None:
        versions = self.keys.get(purpose, {})
        return versions[max(versions)] if versions else None

    def with_key(self, key: Key) -> "KeySet":
        held = {**self.keys.get(key.purpose, {}), key.version: key}
        return KeySet({**self.keys, key.purpose: held})

    def without(self, purpose: str, version: int) -> "KeySet":
        held = {known: key for known, key in self.keys[purpose].items() if known != version}
        return KeySet({**self.keys, purpose: held})

    def written(self) -> str:
        keys = {
            purpose: {str(version): key.text for version, key in sorted(versions.items())}
            for purpose, versions in sorted(self.keys.items())
        }
        return json.dumps({"form": FORM, "keys": keys}, indent=1) + "\n"


def new_key(purpose: str, version: int) -> Key:
    if purpose == FILES:
        return Key(purpose, version, str(pyrage.x25519.Identity.generate()))
    return Key(purpose, version, base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())


def new_key_set() -> KeySet:
    """A first key for every purpose."""
    return KeySet({purpose: {1: new_key(purpose, 1)} for purpose in PURPOSES})


def read_key_set(text: str, where: str) -> KeySet:
    """Read what a place holds; a refusal never tells any of it."""
    try:
        held = json.loads(text)
        if held["form"] != FORM:
            raise ValueError
        keys = {
            _purpose(purpose): {
                int(version): _key(purpose, int(version), written)
                for version, written in versions.items()
            }
            for purpose, versions in held["keys"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _not_of_the_form(where) from None
    return KeySet(keys)


def _purpose(name: str) -> str:
    if not PURPOSE.fullmatch(name):
        raise ValueError
    return name


def _key(purpose: str, version: int, text: str) -> Key:
    if version < 1:
        raise ValueError
    try:
        if purpose == FILES:
            pyrage.x25519.Identity.from_str(text)
        elif len(base64.b64decode(text, validate=True)) != KEY_BYTES:
            raise ValueError
    except (pyrage.IdentityError, binascii.Error):
        raise ValueError from None
    return Key(purpose, version, text)


def _not_of_the_form(where: str) -> Refusal:
    what = "What is there is not a set of keys in the form that sendmart writes."
    remedy = "Put the whole of it back from where it is kept safe, unchanged; do not make a new one"
    return Refusal(where, what, f"{remedy} unless the data home is new.")
