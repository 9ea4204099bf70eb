"""How often a password may be tried, for one name and from one address.

Only this process counts, and from nought when it starts; the passwords themselves are slow to try.
"""

from collections import Counter

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from orchestration.portal.people import key_of
from orchestration.portal.settings import AttemptSettings

MINUTES = 15


class Attempts:
    """Counts of what was wrong in the last quarter of an hour, and of what is being looked at.

    Only wrong ones count: many people of one office sign in from one address. A name is held to few
    from one address, and to more from anywhere, so that a stranger does not soon lock somebody out.
    """

    def __init__(self, settings: AttemptSettings) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._under_way: Counter[tuple[str, ...]] = Counter()
        self._of_both = RateLimitItemPerMinute(settings.for_an_account, MINUTES)
        self._of_name = RateLimitItemPerMinute(settings.for_an_account_from_anywhere, MINUTES)
        self._of_address = RateLimitItemPerMinute(settings.from_an_address, MINUTES)

    def begin(self, name: str, address: str) -> bool:
        """Whether the password may be looked at; whoever is told so says `end` afterwards."""
        limits = self._limits(name, address)
        for marks, limit in limits.items():
            if not self._window.test(limit, *marks, cost=1 + self._under_way[marks]):
                return False
        self._under_way.update(limits.keys())
        return True

    def end(self, name: str, address: str, *, was_right: bool) -> None:
        """Count a wrong one; whoever got in has not forgotten the password."""
        for marks, limit in self._limits(name, address).items():
            self._under_way[marks] -= 1
            if not self._under_way[marks]:
                del self._under_way[marks]
            if not was_right:
                self._window.hit(limit, *marks)
        if was_right:
            self._window.clear(self._of_both, "both", _key(name), address)

    def _limits(self, name: str, address: str) -> dict[tuple[str, ...], RateLimitItemPerMinute]:
        return {
            ("both", _key(name), address): self._of_both,
            ("name", _key(name)): self._of_name,
            ("address", address): self._of_address,
        }

    def is_first_too_many(self, name: str, address: str) -> bool:
        """Whether to write it down: the first of a quarter of an hour only, not each of them."""
        once = RateLimitItemPerMinute(1, MINUTES)
        return self._window.hit(once, "told", _key(name), address)


def _key(name: str) -> str:
    return key_of(name)[:100]
