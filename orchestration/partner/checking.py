"""Reads a drop with the door's own code: first to say what is wrong, then, once it is submitted, to
take it in.

What is wrong with a file is decided in orchestration.register; nothing of a source is known here.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from orchestration.contracts.catalogue import Catalogue, the_catalogue
from orchestration.contracts.language import Contract
from orchestration.home import Home
from orchestration.partner.drops import (
    Drop,
    drop_files,
    drops_of,
    find,
    move,
    opened,
    read_answer,
    write_answer,
)
from orchestration.partner.naming import as_expected
from orchestration.partner.problems import Group, compared, grouped
from orchestration.partner.suppliers import contracts_of
from orchestration.register.book import Book
from orchestration.register.keeping import scratch_folder
from orchestration.register.problems import COLUMNS, Problem
from orchestration.register.receive import receive
from orchestration.register.recognise import MANIFEST, Delivery, deliveries
from orchestration.register.slot import Claim
from orchestration.register.telling import as_data
from orchestration.writer import writers_lock

CHECKED, TAKEN = "checked", "taken"
WAIT_SECONDS = 6 * 3600.0
Answer = dict[str, Any]


def check_drop(root: str, supplier: str, number: str, at: datetime) -> None:
    """Say what is wrong with a drop, and beside that of last time; nothing of it is received."""
    home = Home.at(root)
    drop = find(home, supplier, number)
    if drop is None or drop.state != "reading":
        return
    answers = _answers(home, drop, at, keep=False)
    changes = _changes(home, drop, answers)
    write_answer(home, drop, CHECKED, {"answers": answers, **changes})
    move(home, drop, "read", at, only_from=["reading"])


def take_in_drop(root: str, supplier: str, number: str, at: datetime) -> None:
    """Receive what was submitted, as `sendmart receive` does; once, whoever asks how often.

    While a night is loaded it waits for the night's end.
    """
    home = Home.at(root)
    drop = find(home, supplier, number)
    if drop is None or drop.state != "submitted":
        return
    with writers_lock(home.root, WAIT_SECONDS):
        drop = find(home, supplier, number)
        if drop is None or drop.state != "submitted":
            return
        if _is_overtaken(home, drop, at):
            return
        answers = _answers(home, drop, at, keep=True)
        write_answer(home, drop, TAKEN, {"answers": answers})
        move(home, drop, "received", at, only_from=["submitted"])
    drop_files(home, drop)


def _is_overtaken(home: Home, drop: Drop, at: datetime) -> bool:
    """Whether another file came in since this one was read: then its sender is asked once more."""
    checked, book = read_answer(home, drop, CHECKED), Book(home)
    told = checked["answers"] if checked else []
    slots = {(one["source"], one["supplier"], one["period"]): one for one in told if one["source"]}
    newest = {slot: book.newest(*slot) for slot in slots}
    if not any(
        held and held.submission_id != slots[slot]["supersedes"] for slot, held in newest.items()
    ):
        return False
    answers = _answers(home, drop, at, keep=False)
    if not any(one["status"] == "accepted" for one in answers):
        return False
    changes = _changes(home, drop, answers)
    write_answer(home, drop, CHECKED, {"answers": answers, **changes, "is_overtaken": True})
    return move(home, drop, "read", at, only_from=["submitted"])


def was_refused(home: Home, drop: Drop) -> bool:
    """Whether the door refused what its sender had confirmed."""
    taken = read_answer(home, drop, TAKEN) if drop.state == "received" else None
    return bool(taken) and any(one["status"] == "refused" for one in (taken or {})["answers"])


def may_be_submitted(checked: Answer | None) -> bool:
    """Whether the door would take in all of it."""
    answers = checked["answers"] if checked else []
    return bool(answers) and all(one["status"] == "accepted" for one in answers)


def problems_in(answer: Answer) -> list[Problem]:
    """The problems of one delivery as the door told them."""
    found: list[Problem] = [
        tuple(problem.get(column) for column in COLUMNS)  # type: ignore[misc]
        for problem in answer["problems"]
    ]
    return found


def groups_in(checked: Answer | None) -> list[Group]:
    """All problems of a drop, grouped, the worst first."""
    answers = checked["answers"] if checked else []
    return grouped([problem for answer in answers for problem in problems_in(answer)])


def _answers(home: Home, drop: Drop, at: datetime, *, keep: bool) -> list[Answer]:
    catalogue = the_catalogue()
    own = contracts_of(catalogue, drop.supplier)
    with scratch_folder(home) as scratch:
        folder = scratch / "dropped"
        folder.mkdir()
        paths = as_expected(opened(home, drop, folder), own.get(drop.source))
        files = [path for path in paths if not path.name.casefold().endswith(MANIFEST)]
        found = deliveries(catalogue, files or paths)
        return [_answer(home, catalogue, own, drop, one, at, keep=keep) for one in found]


def _answer(
    home: Home,
    catalogue: Catalogue,
    own: dict[str, Contract],
    drop: Drop,
    delivery: Delivery,
    at: datetime,
    *,
    keep: bool,
) -> Answer:
    """What the door says; of what is no extract of the sender's own, it is not asked."""
    if delivery.contract is None or delivery.contract.source not in own:
        return _unknown(delivery, own, own.get(drop.source))
    claim = Claim(drop.source or None, drop.supplier)
    receipt = receive(catalogue, home, delivery, at, claim, keep=keep)
    told = as_data(receipt, keep=False)
    return {**told, "title": delivery.contract.title, "period": receipt.submission.period}


def _unknown(delivery: Delivery, own: dict[str, Contract], chosen: Contract | None) -> Answer:
    """What is told of a file that cannot be any of the sender's extracts."""
    names = ", ".join(name for contract in own.values() for name in contract.files)
    reason = (
        "The name does not say which of your extracts this is. Choose the extract in the form and"
        f" send the file again, or name it like one of these: {names}."
    )
    if chosen:
        reason = (
            "This extract is not sent as a file of that kind or name. Save it under a name like one"
            f" of these, and send it again: {', '.join(chosen.files)}."
        )
    empty: Answer = {"tables": {}, "rules": {}, "problems": [], "difference": {}}
    return {
        **empty,
        "delivery": delivery.name,
        "answer": "refused",
        "status": "refused",
        "submission_id": "",
        "source": "",
        "title": "",
        "month": "",
        "period": "",
        "reason": reason,
        "supersedes": None,
        "problems_not_listed": 0,
    }


def _changes(home: Home, drop: Drop, answers: list[Answer]) -> Answer:
    """Beside the last drop of the same extracts: how many problems of each kind there were."""
    slots = {(one["source"], one["month"]) for one in answers if one["source"]}
    for earlier in drops_of(home, drop.supplier):
        if earlier.number == drop.number or earlier.at > drop.at:
            continue
        checked = read_answer(home, earlier, CHECKED)
        if checked and slots & {(one["source"], one["month"]) for one in checked["answers"]}:
            changes = compared(groups_in(checked), groups_in({"answers": answers}))
            told = [{**asdict(change), "verdict": change.verdict} for change in changes]
            return {"changes": told, "compared_with": earlier.at}
    return {"changes": [], "compared_with": ""}
