"""Publication as it stood at an earlier moment, laid into a home of its own, to draft again there.

What had been received then is the register's to replay.
"""

import shutil
from collections.abc import Sequence

from orchestration.home import Home
from orchestration.publication.journal import Event, PublicationJournal, whole_lines
from orchestration.publication.standing import standings


def replay_publication(home: Home, then: Home, events: Sequence[Event]) -> None:
    """Give `then` the first lines of the journal, and the releases that were in place by them."""
    lines = whole_lines(home)[: len(events)]
    PublicationJournal(then).path.write_bytes(b"".join(line + b"\n" for line in lines))
    for standing in standings(events):
        if standing.in_place:
            name = standing.in_place.name
            shutil.copytree(home.releases / name, then.releases / name, dirs_exist_ok=True)
