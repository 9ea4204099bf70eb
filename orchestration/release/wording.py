"""How a dataset's headline is worded: which of its figures, in which words, compared how.

Declared beside the other expectations, one file for a dataset; no figure and no condition on a
figure stands in it. What may be said of a figure is judged in `headlines`.
"""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from orchestration.contracts.layouts import Name, Strict
from orchestration.refusals import Refusal
from orchestration.release.about import PUBLICATION

WORDS = PUBLICATION / "words"


class Target(Strict):
    """What is aimed at, and who says so."""

    value: float
    by: str


class Worded(Strict):
    """One figure of the headline.

    name     the figure as a noun, without "the": "number of plans maintained"
    many     a sentence without time and place and full stop, with {value}; `one` where it is 1,
             `none` where it is nought
    where    the items that the filters are held to; else Total, or their default
    base     the indicator that a percentage is of: rounded, it says how far the percentage can be
             trusted
    measure  whose direction and target are taken, where they are not said here
    """

    indicator: Name
    name: str
    many: str = Field(pattern=r"\{value\}")
    one: str | None = None
    none: str | None = None
    where: dict[Name, str] = {}
    base: Name | None = None
    measure: str | None = None
    better: Literal["higher", "lower", "none"] | None = None
    target: Target | None = None


class Wording(Strict):
    """The figures that a dataset's headline tells, in their order."""

    figures: list[Worded]


def wordings(folder: Path = WORDS) -> dict[str, Wording]:
    """The wording of every dataset that has one, by the name of its file."""
    found = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            found[path.stem] = Wording.model_validate(
                yaml.safe_load(path.read_text(encoding="utf-8"))
            )
        except (yaml.YAMLError, ValidationError) as error:
            what = str(error).replace("\n", " ")
            raise Refusal(path.name, what, "Word it as the other datasets are.") from None
    return found
