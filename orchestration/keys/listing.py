"""What keys there are, as may be shown, and sets with a further key in them.

Putting a further version to use is in orchestration.rotation.
"""

from orchestration.home import Home
from orchestration.keys.key_set import PURPOSE, KeySet, new_key, new_key_set, read_key_set
from orchestration.keys.known import read_known
from orchestration.keys.places import not_ours_to_write, place_of
from orchestration.refusals import Refusal


def listed(home: Home) -> list[dict[str, str | int]]:
    """Each version of each purpose, by fingerprint: of the home, of the place, or of both."""
    held, known = _held(home), read_known(home)
    versions = {(p, v) for p, keys in held.keys.items() for v in keys}
    versions |= {(p, v) for p, prints in known.items() for v in prints}
    rows: list[dict[str, str | int]] = []
    for purpose, version in sorted(versions):
        key, remembered = held.find(purpose, version), known.get(purpose, {}).get(version)
        rows.append(
            {
                "purpose": purpose,
                "version": version,
                "fingerprint": key.fingerprint if key else str(remembered),
                "state": _state(key.fingerprint if key else None, remembered),
            }
        )
    return rows


def _state(there: str | None, remembered: str | None) -> str:
    if remembered is None:
        return "not in use"
    if there is None:
        return "MISSING"
    return "in use" if there == remembered else "NOT THE ONE IN USE"


def next_key_set(home: Home, purposes: list[str]) -> KeySet:
    """The keys at hand with a next version for some purposes, or first ones for all."""
    held = _held(home)
    if not held.keys:
        held = new_key_set()
        purposes = [purpose for purpose in purposes if purpose not in held.keys]
    for purpose in purposes:
        newest = held.newest(_named(purpose))
        held = held.with_key(new_key(purpose, newest.version + 1 if newest else 1))
    return held


def add_purpose(home: Home, purpose: str) -> None:
    place, held = place_of(home), _held(home)
    if held.newest(_named(purpose)):
        what = f"There is a key for '{purpose}' already."
        raise Refusal(place.shown, what, "To change it: sendmart keys rotate.")
    if not place.is_ours_to_write:
        raise not_ours_to_write(place)
    place.write((held if held.keys else new_key_set()).with_key(new_key(purpose, 1)).written())


def _held(home: Home) -> KeySet:
    place = place_of(home)
    text = place.read()
    return read_key_set(text, place.shown) if text is not None else KeySet({})


def _named(purpose: str) -> str:
    if not PURPOSE.fullmatch(purpose):
        what = "A purpose is named in small letters, digits and underscores."
        raise Refusal(f"purpose '{purpose}'", what, "Name it so, as in: analyst_extract.")
    return purpose
