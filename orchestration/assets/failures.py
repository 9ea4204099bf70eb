"""How a room fails: in words for the engineer, with anything that may quote data kept private.

Event logs, run pages and e-mails see the sentence only.
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from orchestration.ducks import is_of_seal
from orchestration.home import Home
from orchestration.private import keep_private
from orchestration.refusals import Refusal

DAMAGED = "A sealed file is damaged, or was sealed with another key: sendmart keys check names it."
UNTOUCHED = "The warehouse and the last release are as they were."


@contextmanager
def told(home: Home, room: str, run: str) -> Iterator[None]:
    """Turn whatever goes wrong into a Failure whose description holds no value of a row."""
    try:
        yield
    except dg.Failure:
        raise
    except Refusal as refusal:
        description = f"{refusal} {UNTOUCHED}"
        raise dg.Failure(description=description, allow_retries=False) from None
    except Exception as error:
        place = keep_private(home, room, run, traceback.format_exc())
        description = f"{room}: unexpected {type(error).__name__}; details are in {place}."
        raise dg.Failure(
            description=f"{description}{damage_told(str(error))} {UNTOUCHED}"
        ) from None


def damage_told(words: str) -> str:
    """What to do where an error's words say that a seal is broken; else nothing."""
    return f" {DAMAGED}" if is_of_seal(words) else ""
