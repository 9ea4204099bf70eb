"""Hands a hostile file to the door in a process of its own, and measures what that costs.

The process starts from a server that has only imported things, so that one file pays for nothing
but itself.
"""

import multiprocessing
import os
import resource
import sys
import time
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from orchestration.contracts.catalogue import Catalogue, the_catalogue
from orchestration.contracts.layouts import Delimited, Workbook, Xml
from orchestration.home import Home
from orchestration.keys import the_keys
from orchestration.keys.sealing import unsealed
from orchestration.register.receive import receive
from orchestration.register.recognise import deliveries

AT = datetime(2026, 2, 1, 9, 0)
SOURCE = "therapy_waits"
MOST_SECONDS, MOST_MEGABYTES = 2.0, 500.0
_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload([__name__])


@dataclass(frozen=True)
class Answer:
    """What the door said; `problems` are (line, rule), and `trouble` a crash of ours."""

    status: str
    reason: str
    problems: list[tuple[int, str]]
    received: int
    kept: int
    set_aside: int
    seconds: float
    megabytes: float
    trouble: str = ""


def a_catalogue() -> Catalogue:
    """The project's own, where the list of waits may also come as a workbook or as XML."""
    catalogue = the_catalogue()
    contract = catalogue.contracts[SOURCE]
    tables = {
        name: table.model_copy(update={"file": None, "record": "Waits/Wait"})
        for name, table in contract.tables.items()
    }
    readers = [Delimited(kind="delimited"), Workbook(kind="workbook"), Xml(kind="xml")]
    files = [f"{SOURCE}_*.csv", f"{SOURCE}_*.xlsx", f"{SOURCE}_*.xml"]
    update = {"reader": readers, "files": files, "tables": tables}
    contracts = {**catalogue.contracts, SOURCE: contract.model_copy(update=update)}
    return replace(catalogue, contracts=contracts)


CATALOGUE = a_catalogue()


def hand_in(sent: Path, folder: Path) -> Answer:
    """Hand in a file; the home is `folder/home`, and what is printed goes to `folder/printed`."""
    here, there = _SERVER.Pipe(duplex=False)
    process = _SERVER.Process(target=_hand_in, args=(sent, folder, there))
    process.start()
    there.close()
    try:
        answer = here.recv() if here.poll(60) else None
    except EOFError:
        answer = None
    process.join(10)
    process.kill()
    assert isinstance(answer, Answer), f"{sent.name}: the door gave no answer"
    return answer


def _hand_in(sent: Path, folder: Path, answer: Connection) -> None:
    printed = os.open(folder / "printed", os.O_WRONLY | os.O_CREAT)
    os.dup2(printed, sys.stdout.fileno())
    os.dup2(printed, sys.stderr.fileno())
    home = Home.at(folder / "home")
    started = time.process_time()
    [delivery] = deliveries(CATALOGUE, [sent])
    receipt = receive(CATALOGUE, home, delivery, AT)
    seconds = time.process_time() - started
    counts = receipt.submission.tables.values()
    errors = sorted((home.root / "identifiable" / "errors").glob("*.txt.age"))
    answer.send(
        Answer(
            status=receipt.submission.status,
            reason=str(receipt.submission.reason),
            problems=[(int(problem[3] or 0), str(problem[5])) for problem in receipt.problems],
            received=sum(count.received for count in counts),
            kept=sum(count.loaded + count.set_aside for count in counts),
            set_aside=sum(count.set_aside for count in counts),
            seconds=seconds,
            megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000,
            trouble="".join(unsealed(the_keys(home), path).decode() for path in errors),
        )
    )
