"""What a data home remembers of the keys it was sealed with: their fingerprints, never a key.

With it a wrong key is told at once, and a lost one is never replaced by a new one in silence.
"""

import json
import os
from pathlib import Path

from orchestration.home import Home
from orchestration.keys.key_set import Key, KeySet
from orchestration.refusals import Refusal

Known = dict[str, dict[int, str]]


def known_file(home: Home) -> Path:
    return home.root / "identifiable" / "keys.json"


def rotation_file(home: Home) -> Path:
    """There while a change of keys is begun and not ended."""
    return home.root / "identifiable" / "rotation.json"


def refuse_while_rotating(home: Home) -> None:
    if rotation_file(home).exists():
        what = "A change of its keys was begun and has not ended."
        raise Refusal("data home", what, "Run: sendmart keys rotate. It goes on where it stopped.")


def read_known(home: Home) -> Known:
    """Fingerprints by purpose and version; empty where nothing was ever sealed."""
    path = known_file(home)
    if not path.exists():
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return {
            purpose: {int(version): str(found) for version, found in versions.items()}
            for purpose, versions in held.items()
        }
    except (ValueError, AttributeError):
        what = "The list of key fingerprints is damaged."
        remedy = "Put the file back from a backup; it holds no key."
        raise Refusal("identifiable/keys.json of the data home", what, remedy) from None


def write_known(home: Home, known: Known) -> None:
    path = known_file(home)
    aside = path.with_suffix(f".{os.getpid()}.new")
    with aside.open("w", encoding="utf-8") as file:
        json.dump(known, file, indent=1, sort_keys=True)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)


def check_known(known: Known, held: KeySet, where: str) -> None:
    """Refuse keys that are not those the home was sealed with."""
    for purpose, versions in known.items():
        for version, fingerprint in versions.items():
            key = held.find(purpose, version)
            name = f"{purpose}.v{version}"
            if key is None:
                what = f"The key {name} is missing, and this data home was sealed with it."
                raise Refusal(where, what, "Put that key back; without it the data is lost.")
            if key.fingerprint != fingerprint:
                what = f"The key {name} is another than the one this data home was sealed with."
                remedy = "Name the right keys in SENDMART_KEYS, or the right data home."
                raise Refusal(where, what, remedy)


def remembered(known: Known, key: Key) -> Known:
    versions = {**known.get(key.purpose, {}), key.version: key.fingerprint}
    return {**known, key.purpose: versions}
