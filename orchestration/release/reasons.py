"""What somebody gives as a reason for a step: in writing, and of no one person, as it goes out.

What is decided for the reason is in the modules of the steps.
"""

from orchestration.gates.values import refuse_text
from orchestration.refusals import Refusal


def refuse_reason(step: str, why: str, missing: str = "") -> None:
    """Raise Refusal where a reason is asked for (`missing` says of what) and not given, or where
    one says what looks like a person's number, postcode or address."""
    if missing and not why.strip():
        raise Refusal(step, missing, "Give the reason: --why.")
    try:
        refuse_text("--why", {"the reason": why})
    except Refusal as refusal:
        what = f"{refusal.what} It would be kept in the journal and go out with the release."
        raise Refusal(step, what, "Write it without anything that is of one person.") from None
