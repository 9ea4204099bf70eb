"""What users of the figures must know and no programme can find, as people declare it.

What the stores tell of themselves is in `quality_facts`.
"""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, ValidationError

from orchestration.contracts.layouts import Name, Strict
from orchestration.months import Month
from orchestration.refusals import Refusal
from orchestration.release.about import PUBLICATION

ISSUES = PUBLICATION / "known_issues.yml"
Said = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Issue(Strict):
    """One known issue; no `until` where it goes on, no datasets where it is about all."""

    since: Said
    until: Said | None = None
    datasets: list[Name] = []
    what: str

    def holds_in(self, first: Month, last: Month) -> bool:
        """Whether it touches a month of a span."""
        begins = Month.parse(self.since)
        ends = Month.parse(self.until) if self.until else last
        return begins <= last and ends >= first


class Issues(Strict):
    """Every known issue."""

    issues: list[Issue]


def known_issues(path: Path = ISSUES) -> list[Issue]:
    """The declared issues, in their order."""
    try:
        return Issues.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).issues
    except (yaml.YAMLError, ValidationError) as error:
        what = str(error).replace("\n", " ")
        raise Refusal(path.name, what, "Say since, until, datasets and what.") from None
