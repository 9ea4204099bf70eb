"""What a release is made of, handed as one thing to all that writes its files.

It is gathered by the draft; nothing is read or written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orchestration.build import Build
from orchestration.measures.declared import Measure
from orchestration.months import Month
from orchestration.register.book import Submission
from orchestration.release.dataset import Dataset, Table


@dataclass(frozen=True)
class Contents:
    """Everything that a release's files are made from; the same contents make the same bytes.

    month     the month that is released
    status    'draft', or the released version's name
    tables    each dataset as released, all cells text
    before    the same datasets in the release in place that this one follows; empty for the first
    build     the finished build, of which counts are told
    inputs    the deliveries that it was made from
    gates     what the gates said, by suite
    edits     the analyst's own words, by dataset
    measures  what the measures say of themselves, by number; empty: dbt's manifest is asked
    seen      the deliveries that the release before was made from, by their ids
    """

    month: Month
    status: str
    tables: dict[str, tuple[Dataset, Table]]
    before: dict[str, Table]
    build: Build
    inputs: list[Submission]
    gates: dict[str, list[dict[str, object]]]
    edits: dict[str, str] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
