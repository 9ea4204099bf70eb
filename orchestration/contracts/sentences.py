"""What every rule says to the sender, read from expectations/rules.yml.

When a rule is broken is in `rules`.
"""

from functools import cache
from typing import Literal

import yaml
from pydantic import TypeAdapter

from orchestration.contracts.layouts import Strict
from orchestration.home import CONTRACTS

Severity = Literal["refuse", "set_aside", "warn", "query"]


class RuleText(Strict):
    """What a rule says to the sender.

    severity  refuse (the file) | set_aside (the row) | warn (it is loaded and marked) |
              query (it is loaded, and its owner is asked)
    """

    severity: Severity
    sentence: str
    what_to_do: str


@cache
def rule_texts() -> dict[str, RuleText]:
    path = CONTRACTS.parent / "rules.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, RuleText]).validate_python(data)
