"""What a run says while it goes on: the end of each step, and nothing else that Dagster logs.

Who listens, the command line or nobody, is for the listener to say.
"""

import logging
from collections.abc import Callable

# Metadata of an asset that was made, and of which somebody must hear all the same.
ALARMS = "alarms"


class _Progress(logging.Handler):
    """Passes on the end of each step, and nothing else that Dagster logs."""

    said: Callable[[str], None] = staticmethod(lambda words: None)

    def emit(self, record: logging.LogRecord) -> None:
        event = getattr(record, "dagster_event", None)
        if event is not None and event.event_type_value == "STEP_SUCCESS":
            seconds = event.event_specific_data.duration_ms / 1000
            self.said(f"{event.step_key} ({seconds:.1f} s)")


PROGRESS = _Progress()


def quiet_logger() -> logging.Logger:
    """The logger that the code location gives every run: the ends of steps only."""
    logger = logging.Logger("sendmart")
    logger.addHandler(PROGRESS)
    return logger
