"""What a release says of who publishes it, as expectations/publication/about.yml declares it.

Nothing of a month stands here.
"""

from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from orchestration.contracts.layouts import Strict
from orchestration.home import PROJECT
from orchestration.refusals import Refusal

PUBLICATION = PROJECT / "expectations" / "publication"
ABOUT = PUBLICATION / "about.yml"


class About(Strict):
    """Title, publisher, whom to ask, and under what licence it may be used."""

    title: str
    publisher: str
    contact: str
    licence: str
    licence_url: str


@cache
def about(path: Path = ABOUT) -> About:
    """Read it; raise Refusal where it says too little or too much."""
    try:
        return About.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        what = str(error).replace("\n", " ")
        raise Refusal(path.name, what, "Say title, publisher, contact and licence.") from None
