"""After how many months a figure is no longer provisional, as the council has set it.

Which figures are provisional is told by those who show them.
"""

import os

from orchestration.refusals import Refusal

FROZEN_AFTER_MONTHS = 13
SETTING = "SENDMART_FROZEN_AFTER_MONTHS"


def frozen_after() -> int:
    """With 13, the reporting month and the twelve before it are not frozen."""
    said = os.environ.get(SETTING, str(FROZEN_AFTER_MONTHS))
    if not said.isdecimal():
        raise Refusal(SETTING, "It is not a number of months.", "Write it like 13.")
    return int(said)
