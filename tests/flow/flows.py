"""Runs the pipeline as its users do, for tests: receive folders, run a month, read what came out.

Everything goes through the same functions as the commands; nothing is imitated.
"""

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from orchestration.assets.warehouse import ROOMS, made_or_kept
from orchestration.build import open_build, switch_in, warehouse_month
from orchestration.contracts.catalogue import the_catalogue
from orchestration.dbt_runner import ensure_manifest, run_room
from orchestration.disclosure.written import write_shown
from orchestration.ducks import open_to_read
from orchestration.home import Home
from orchestration.identity.linking import link_people
from orchestration.months import Month
from orchestration.register.book import Book
from orchestration.register.receive import Receipt, receive
from orchestration.register.recognise import deliveries
from orchestration.release.draft import current_draft
from orchestration.runs import Outcome, run_job
from orchestration.stores import STORES, Store
from orchestration.unchanged import EVERYTHING

RECEIVED_AT = datetime(2026, 2, 1, 9, 0)


class Received(NamedTuple):
    """A made-up authority and a home that has received all of it."""

    home: Home
    sample: Path
    receipts: list[Receipt]


def receive_folder(home: Home, *places: Path, at: datetime = RECEIVED_AT) -> list[Receipt]:
    catalogue = the_catalogue()
    return [receive(catalogue, home, delivery, at) for delivery in deliveries(catalogue, places)]


def run_month(home: Home, month: str, job: str = "nightly", *, everything: bool = False) -> Outcome:
    tags = {EVERYTHING: "true"} if everything else None
    return run_job(home, job, Month.parse(month), lambda said: None, tags)


def build_month(home: Home, month: str, *, everything: bool = False) -> set[str]:
    """The rooms of a night one after another without Dagster around them: the same functions.
    Returns the names of the tables that were kept from the warehouse in place."""
    chosen, catalogue = Month.parse(month), the_catalogue()
    in_force = Book(home).in_force(catalogue.contracts, chosen)
    build = open_build(home, "rooms", catalogue, chosen, in_force)
    results = run_room(build, "staging", [ROOMS["staging"]])
    link_people(home, build, catalogue, RECEIVED_AT)
    kept: set[str] = set()
    for room in ("core", "measures", "published"):
        if room == "published":
            write_shown(build, json.loads(ensure_manifest().read_text(encoding="utf-8")))
        unchanged, made = made_or_kept(home, build, room, everything=everything)
        kept, results = kept | unchanged, results + made
    assert [result for result in results if not result.is_ok] == []
    switch_in(home, build, chosen)
    return {name.rpartition(".")[2] for name in kept}


def released(home: Home, month: str, dataset: str) -> list[dict[str, str]]:
    """The rows of a data file of the newest draft."""
    folder = current_draft(home, Month.parse(month))
    assert folder is not None, f"no draft for {month}"
    with (folder / f"{dataset}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def state(home: Home) -> tuple[str, bytes, dict[str, bytes]]:
    """The stores, every draft and every release, byte for byte: to see that nothing was touched."""
    held = [home.store(store) for store in STORES if home.store(store).exists()]
    stores = b"".join(store.read_bytes() for store in held)
    files = {
        str(path.relative_to(home.root)): path.read_bytes()
        for folder in (home.drafts, home.releases)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return str(warehouse_month(home)), stores, files


def query(home: Home, sql: str, store: Store = "warehouse") -> list[tuple[object, ...]]:
    with open_to_read(home.store(store)) as con:
        return con.execute(sql).fetchall()
