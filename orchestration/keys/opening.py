"""The keys of a data home, found, checked against what it was sealed with, and ready for use.

Changing them is in `orchestration.rotation`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from filelock import FileLock

from orchestration.home import Home
from orchestration.keys.key_set import PURPOSES, Key, KeySet, new_key, new_key_set, read_key_set
from orchestration.keys.known import (
    Known,
    check_known,
    known_file,
    read_known,
    refuse_while_rotating,
    remembered,
    write_known,
)
from orchestration.keys.places import Place, lies_beside_the_data, place_of
from orchestration.keys.pseudonyms import pseudonyms
from orchestration.refusals import Refusal


@dataclass(frozen=True)
class Keys:
    """The key in use for each purpose: of the version that the home is sealed with.

    A newer one that its place already holds waits for `sendmart keys rotate`.
    """

    where: str
    held: KeySet = field(repr=False)
    known: Known

    def key(self, purpose: str) -> Key:
        versions = self.known.get(purpose)
        key = self.held.find(purpose, max(versions)) if versions else None
        if key is None:
            what = f"There is no key for the purpose '{purpose}'."
            raise Refusal(self.where, what, f"Add one: sendmart keys add {purpose}")
        return key

    def pseudonyms(self, purpose: str, values: Sequence[str]) -> list[str]:
        """For each value `<purpose>.v<version>.<26 letters>`: the same for the same value, and
        nothing that can be led back to it without the key."""
        return pseudonyms(self.key(purpose), values)


def is_sealed(home: Home) -> bool:
    """Whether keys were ever used in a home."""
    return bool(read_known(home))


def the_keys(home: Home) -> Keys:
    """The keys of a home, made on first use; Refusal where they are unsafe, wrong or gone."""
    refuse_while_rotating(home)
    place, known = place_of(home), read_known(home)
    text = place.read()
    held = read_key_set(text, place.shown) if text is not None else KeySet({})
    if text is None or not {*held.keys, *PURPOSES} <= set(known):
        with FileLock(known_file(home).with_suffix(".lock")):
            return _first_opened(home, place)
    check_known(known, held, place.shown)
    return Keys(place.shown, held, known)


def share_keys(home: Home, other: Home) -> None:
    """Let a home that is given sealed files open them; keys that lie in the one go along."""
    if not is_sealed(home):
        return
    if lies_beside_the_data(home):
        text = place_of(home).read()
        if text is not None:
            place_of(other).write(text)
    write_known(other, read_known(home))


def _first_opened(home: Home, place: Place) -> Keys:
    """Make keys where none were ever used, and remember those that are used from now on."""
    text, known = place.read(), read_known(home)
    if text is None:
        if known or _holds_data(home):
            what = "There are no keys, and this data home holds data that was sealed with some."
            remedy = "Put them back from where they are kept safe; new ones could not open it."
            raise Refusal(place.shown, what, remedy)
        text = new_key_set().written()
        place.write(text)
    held = read_key_set(text, place.shown)
    check_known(known, held, place.shown)
    held = _completed(place, held, known)
    for purpose in sorted(set(held.keys) - set(known)):
        key = held.newest(purpose)
        known = remembered(known, key) if key else known
    write_known(home, known)
    return Keys(place.shown, held, known)


def _completed(place: Place, held: KeySet, known: Known) -> KeySet:
    """With a first key for each purpose of ours that the home has not used yet."""
    lacking = [purpose for purpose in PURPOSES if not held.keys.get(purpose)]
    if lacking and not place.is_ours_to_write:
        what = f"There is no key for the purpose '{lacking[0]}'."
        raise Refusal(place.shown, what, f"Add one: sendmart keys add {lacking[0]}")
    for purpose in lacking:
        held = held.with_key(new_key(purpose, 1))
    if lacking:
        place.write(held.written())
    return held


def _holds_data(home: Home) -> bool:
    """Whether anything was received, even where the list of fingerprints is lost."""
    return home.staging.exists() or any(home.received.iterdir()) or any(home.linked.iterdir())
