"""Answers to deliveries that become no new one: received before, refused, or a defect of ours.

When each is given is decided in `receive`.
"""

import traceback
from dataclasses import replace
from datetime import datetime

from orchestration.clock import at_second
from orchestration.home import Home
from orchestration.private import keep_private
from orchestration.refusals import Refusal
from orchestration.register.book import DeliveredFile, Submission
from orchestration.register.case import CannotBeAsked
from orchestration.register.recognise import Delivery
from orchestration.register.slot import Claim


def sent_again(
    held: Submission, files: list[DeliveredFile], at: datetime, claim: Claim
) -> Submission:
    """The same bytes as before: nothing changes, unless they are said to be something else."""
    said = (claim.source, claim.supplier, str(claim.month) if claim.month else None)
    for claimed, known in zip(said, (held.source, held.supplier, held.month), strict=True):
        if claimed and claimed != known:
            what = f"It was sent for '{claimed}' but is the very file received for '{known}'."
            raise Refusal(files[0].name, what, "Send the right file.", rule="D06")
    reason = f"The same content was received on {held.received_at[:10]}. Nothing changed."
    return replace(
        held, status="again", received_at=at_second(at), files=files, reason=reason, difference={}
    )


def refused(
    delivery: Delivery, files: list[DeliveredFile], identity: str, at: datetime, refusal: Refusal
) -> Submission:
    return Submission(
        submission_id=identity,
        status="refused",
        source=delivery.contract.source if delivery.contract else None,
        supplier=None,
        month=None,
        received_at=at_second(at),
        files=files,
        rules={refusal.rule: 1},
        reason=str(refusal),
    )


def unexpected(home: Home, delivery: Delivery, error: Exception) -> Refusal:
    """A defect of ours: its words may quote data, so they are kept private."""
    place = keep_private(home, "door", delivery.name, traceback.format_exc())
    what = f"It could not be read ({type(error).__name__}); details are in {place}."
    if isinstance(error, CannotBeAsked):
        what = f"{error} Details are in {place}."
    return Refusal(delivery.name, what, "The file is kept; tell the data team.", rule="D99")
