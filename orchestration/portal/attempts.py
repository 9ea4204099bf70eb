"""How often a password may be tried, for one name and from one address.

Only this process counts, and from nought when it starts; the passwords themselves are slow to try.
"""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from orchestration.portal.people import key_of
from orchestration.portal.settings import AttemptSettings

MINUTES = 15


class Attempts:
    """Counts of the last quarter of an hour."""

    def __init__(self, settings: AttemptSettings) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._of_name = RateLimitItemPerMinute(settings.for_an_account, MINUTES)
        self._of_address = RateLimitItemPerMinute(settings.from_an_address, MINUTES)

    def may_try(self, name: str, address: str) -> bool:
        """Count one attempt; False where there were too many, and the password is not looked at."""
        of_address = self._window.hit(self._of_address, "address", address)
        return of_address and self._window.hit(self._of_name, "name", _key(name))

    def is_first_too_many(self, name: str, address: str) -> bool:
        """Whether to write it down: the first of a quarter of an hour only, not each of them."""
        once = RateLimitItemPerMinute(1, MINUTES)
        return self._window.hit(once, "told", _key(name), address)

    def forget(self, name: str) -> None:
        """Whoever got in has not forgotten the password."""
        self._window.clear(self._of_name, "name", _key(name))


def _key(name: str) -> str:
    return key_of(name)[:100]
