"""The keys of a data home, found, checked against what it was sealed with, and ready for use.

Changing them is in `orchestration.rotation`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from filelock import FileLock

from orchestration.home import Home
from orchestration.keys.key_set import PURPOSES, Key, KeySet, new_key_set, read_key_set
from orchestration.keys.known import (
    Known,
    check_known,
    known_file,
    read_known,
    remembered,
    write_known,
)
from orchestration.keys.places import Place, place_of
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


def the_keys(home: Home) -> Keys:
    """The keys of a home, made on first use; Refusal where they are unsafe, wrong or gone."""
    place, known = place_of(home), read_known(home)
    text = place.read()
    held = read_key_set(text, place.shown) if text is not None else KeySet({})
    if text is None or not {*held.keys, *PURPOSES} <= set(known):
        with FileLock(known_file(home).with_suffix(".lock")):
            return _first_opened(home, place)
    check_known(known, held, place.shown)
    return Keys(place.shown, held, known)


def _first_opened(home: Home, place: Place) -> Keys:
    """Make keys where none were ever used, and remember those that are used from now on."""
    text, known = place.read(), read_known(home)
    if text is None:
        if known:
            what = "There are no keys, and this data home holds data that was sealed with some."
            remedy = "Put them back from where they are kept safe; new ones could not open it."
            raise Refusal(place.shown, what, remedy)
        text = new_key_set().written()
        place.write(text)
    held = read_key_set(text, place.shown)
    check_known(known, held, place.shown)
    for purpose in sorted({*held.keys, *PURPOSES} - set(known)):
        key = held.newest(purpose)
        if key is None:
            what = f"There is no key for the purpose '{purpose}'."
            raise Refusal(place.shown, what, f"Add one: sendmart keys add {purpose}")
        known = remembered(known, key)
    write_known(home, known)
    return Keys(place.shown, held, known)
