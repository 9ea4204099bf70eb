"""The landing folder: what was dropped there is received and, once kept, taken away.

A file still being written is left for the next time.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from orchestration.contracts.catalogue import Catalogue
from orchestration.home import Home
from orchestration.register.keeping import is_kept
from orchestration.register.manifest import is_whole, place_of
from orchestration.register.receive import Receipt, receive
from orchestration.register.recognise import Delivery, deliveries

SETTLED_AFTER_SECONDS = 10.0
GIVEN_UP_AFTER_SECONDS = 3600.0


def receive_landing(catalogue: Catalogue, home: Home, at: datetime) -> list[Receipt]:
    """Receive every settled delivery in the landing folder."""
    waiting = [d for d in deliveries(catalogue, [home.landing]) if is_settled(d, at)]
    return receive_all(catalogue, home, waiting, at, taken=_take_away)


def receive_all(
    catalogue: Catalogue,
    home: Home,
    found: list[Delivery],
    at: datetime,
    taken: Callable[[Delivery], None] = lambda delivery: None,
) -> list[Receipt]:
    """Receive deliveries one by one; a bad one never touches the others."""
    receipts = []
    for delivery in found:
        receipts.append(receive(catalogue, home, delivery, at))
        if is_kept(home, receipts[-1].submission):
            taken(delivery)
    return receipts


def is_settled(delivery: Delivery, at: datetime) -> bool:
    """Nobody has written to any of its files for a while, and each is as long as it should be.

    After an hour a file that is still too short is taken in, and goes back with the reason.
    """
    written = max(path.stat().st_mtime for path in delivery.files)
    quiet = at.replace(tzinfo=UTC).timestamp() - written
    if quiet < SETTLED_AFTER_SECONDS:
        return False
    return quiet >= GIVEN_UP_AFTER_SECONDS or all(map(is_whole, delivery.files))


def _take_away(delivery: Delivery) -> None:
    for path in delivery.files:
        path.unlink(missing_ok=True)
        place_of(path).unlink(missing_ok=True)
