"""The one place that asks what time it is, for the edges: the command line and the landing desk.

No rule, model or measure may use it; moments reach them as inputs.
"""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)


def at_second(moment: datetime) -> str:
    """A moment as it is written down everywhere: in UTC, to the second."""
    return moment.replace(microsecond=0, tzinfo=None).isoformat()
