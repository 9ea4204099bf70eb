"""What a full or broken disk is told as: a refusal that says what was left as it was.

What is written, and in which order, is for the one who writes.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from orchestration.refusals import Refusal

LEAST_FREE_BYTES = 2 * 1024**3
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


@contextmanager
def disk_told(where: str, untouched: str) -> Iterator[None]:
    """Turn an error of the disk into a Refusal; `untouched` says what is as it was."""
    try:
        yield
    except OSError as error:
        is_full = error.errno in FULL
        what = "The disk is full." if is_full else f"It could not be written: {error.strerror}."
        remedy = "Free some room" if is_full else "See to the disk and its permissions"
        raise Refusal(where, f"{what} {untouched}", f"{remedy}, then say it again.") from None
