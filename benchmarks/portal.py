"""Measures the portal as people meet it: from drop to receipt, twenty at once during a night, and
what its pages weigh.

Run it as `python benchmarks/portal.py`; it works in a temporary folder and prints tables.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.processes import Bench, markdown

PASSWORD = "violet tram kettle moon"
SIGN = re.compile(r'name="csrf_token" value="([0-9a-f]+)"')
MONTH = re.compile(r"\d{4}-\d\d")
CODED = re.compile(r"_(X99\d\d)_")
ROLES = ("engineer", "analyst", "approver", "auditor")
HEADINGS = (
    "provider_code,snapshot_date,patient_pseudo_id,service,stage,referral_received_date,"
    "clock_start,first_contact_date,discharge_date,removal_reason,birth_month,postcode_sector,"
    "gp_ods,ehcp_advice_request"
)


@dataclass
class Visitor:
    """Somebody at a browser; `told` is how long an answer took, in seconds."""

    browser: httpx.Client
    name: str
    told: float = -1.0
    state: str = ""
    failure: str = ""

    def sign_in(self) -> None:
        page = self.browser.get("/sign-in").text
        said = {"csrf_token": _sign(page), "name": self.name, "password": PASSWORD}
        answer = self.browser.post("/sign-in", data=said)
        if answer.status_code != 303:
            raise SystemExit(f"{self.name} was not let in: {answer.status_code}")

    def drop(self, paths: list[Path]) -> str:
        """Drop files and wait for the answer; returns its address."""
        token = _sign(self.browser.get("/send").text)
        begun = time.perf_counter()
        opened = [("files", (path.name, path.open("rb"))) for path in paths]
        answer = self.browser.post("/send", data={"csrf_token": token}, files=opened)
        if answer.status_code != 303:
            self.failure = f"{answer.status_code}"
            return ""
        address = answer.headers["location"]
        self.wait(address, "reading")
        self.told = time.perf_counter() - begun
        return str(address)

    def wait(self, address: str, over: str) -> None:
        """Ask, as the page does, until the drop is no longer in a state."""
        while True:
            self.state = self.browser.get(f"{address}/state").json()["state"]
            if self.state != over:
                return
            time.sleep(0.1)

    def submit(self, address: str) -> bool:
        """Confirm what may be confirmed, and wait until it is taken in."""
        page = self.browser.get(address).text
        if f"{address}/submit" not in page:
            return False
        self.browser.post(f"{address}/submit", data={"csrf_token": _sign(page)})
        self.wait(address, "submitted")
        return True


def _sign(page: str) -> str:
    found = SIGN.search(page)
    if found is None:
        raise SystemExit("a page has no form of ours")
    return found[1]


@contextmanager
def portal(bench: Bench, home: Path) -> Iterator[str]:
    """A portal in a process of its own; yields its address."""
    words = [sys.executable, "-m", "orchestration.cli", "portal", "serve", "--port", "0"]
    process = subprocess.Popen(
        words, cwd=bench.folder, env=bench.environment(home), stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        said = re.search(r"http://\S+", process.stdout.readline())
        if said is None:
            raise SystemExit("the portal did not start")
        yield said[0]
    finally:
        process.terminate()
        process.wait(60)


def add_person(bench: Bench, home: Path, name: str, role: str, supplier: str = "") -> None:
    words = ["portal", "account", "add", name, "--role", role]
    more = ["--supplier", supplier] if supplier else []
    subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *words, *more],
        cwd=bench.folder,
        env=bench.environment(home),
        input=PASSWORD,
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def visitor(address: str, name: str) -> Visitor:
    made = Visitor(httpx.Client(base_url=address, timeout=1800), name)
    made.sign_in()
    return made


def from_drop_to_receipt(bench: Bench, sizes: list[int], times: int) -> None:
    """One list at growing sizes, beside the command that checks the same file."""
    home, rows = bench.folder / "receipts", []
    add_person(bench, home, "Ann Green", "supplier", "X9901")
    for size in sizes:
        path = write_waits(bench.folder / f"therapy_waits_X9901_{size}.csv", size)
        told, checked = [], []
        with portal(bench, home) as address:
            ann = visitor(address, "Ann Green")
            for _ in range(times):
                where = ann.drop([path])
                if ann.state != "read":
                    raise SystemExit(f"{size:,} rows: {ann.state} {ann.failure}")
                told.append(ann.told)
                token = _sign(ann.browser.get(where).text)
                ann.browser.post(f"{where}/withdraw", data={"csrf_token": token})
                checked.append(bench.sendmart(home, "check", str(path), "--json")[0].wall)
        label = f"{size:,} ({path.stat().st_size / 1e6:.1f} MB)"
        usual, command = median(told), median(checked)
        first = f"{told[0]:.2f}" if times > 1 else ""
        rows.append([label, f"{usual:.2f}", first, f"{command:.2f}", f"{usual / command:.2f}"])
        path.unlink()
    print("\n## From drop to receipt\n")
    names = ["rows", "wall s", "first of a server", "`sendmart check`, wall s", "portal / check"]
    print(markdown(names, rows), flush=True)


def write_waits(path: Path, size: int) -> Path:
    """A therapy waiting list of made-up children; one row in a hundred has a date that is none."""
    services, stages = ("SLT", "OT", "PT"), ("initial_assessment", "intervention")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEADINGS + "\n")
        for number in range(size):
            is_broken = number % 100 == 7
            day = "31/02/2025" if is_broken else f"{1 + number % 28:02}/0{1 + number % 9}/2025"
            file.write(
                f"X9901,31/12/2025,{number:016x},{services[number % 3]},{stages[number % 2]},{day},"
                f"{day},,,,2014-0{1 + number % 9},ZZ{1 + number % 40} {number % 10},Z99029,0\n"
            )
    return path


def at_once_during_a_night(bench: Bench, pupils: int, people: int) -> None:
    """So many people drop and submit while the nightly load runs."""
    made, home = bench.folder / "authority", bench.folder / "busy"
    bench.part("prepare", "sample", str(made), str(pupils), "3")
    folders = sorted((made / "landing").glob("*/*"))
    months = sorted({path.name for path in folders if MONTH.fullmatch(path.name)})
    earlier = [str(path) for path in folders if not path.name.startswith(months[-1])]
    receive(bench, home, earlier)
    last = [path for path in folders if path.name == months[-1]]
    senders = [one for group in last for one in deliveries_in(group)]
    chosen = [senders[number % len(senders)] for number in range(people)]
    for number, (supplier, _) in enumerate(chosen):
        add_person(bench, home, f"Visitor {number}", "supplier", supplier)
    with portal(bench, home) as address:
        visitors = [visitor(address, f"Visitor {number}") for number in range(people)]
        night = subprocess.Popen(
            [sys.executable, "-m", "orchestration.cli", "run", "--month", months[-2], "--json"],
            cwd=bench.folder,
            env=bench.environment(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(5)
        submitted: list[bool] = []

        def visit(one: Visitor, paths: list[Path]) -> None:
            where = one.drop(paths)
            submitted.append(bool(where) and one.state == "read" and one.submit(where))

        threads = [
            threading.Thread(target=visit, args=(one, paths))
            for one, (_, paths) in zip(visitors, chosen, strict=True)
        ]
        for thread in threads:
            thread.start()
        began = time.perf_counter()
        night_code = night.wait()
        night_ended = time.perf_counter() - began
        for thread in threads:
            thread.join()
    told = sorted(one.told for one in visitors)
    failed = sum(one.state not in ("read", "received") or bool(one.failure) for one in visitors)
    taken = sum(one.state == "received" for one in visitors)
    print(f"\n## {people} people at once while a night of {pupils:,} pupils runs\n")
    rows = [
        ["answered", f"{people - failed} of {people}"],
        ["failed", str(failed)],
        ["to an answer: median, last (s)", f"{median(told):.1f}, {told[-1]:.1f}"],
        ["submitted and taken in", f"{taken} of {sum(submitted)}"],
        ["the night after they began (s), ended with", f"{night_ended:.0f}, {night_code}"],
    ]
    print(markdown(["", ""], rows), flush=True)
    for one, (supplier, paths) in zip(visitors, chosen, strict=True):
        if one.failure or one.state not in ("read", "received"):
            print(f"- {supplier}, {paths[0].name}: {one.state} {one.failure}")
    if failed or night_code or taken != sum(submitted):
        raise SystemExit("somebody, or the night, failed")


def receive(bench: Bench, home: Path, places: list[str]) -> None:
    """Take in what there is; of untidy files some may be refused."""
    subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "receive", *places, "--at", "2026-02-01"],
        cwd=bench.folder,
        env=bench.environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def deliveries_in(group: Path) -> list[tuple[str, list[Path]]]:
    """Each delivery of one source and month with its supplier's code, as the contract names it."""
    from orchestration.contracts.catalogue import the_catalogue

    contract = the_catalogue().contracts.get(group.parent.name)
    files = sorted(path for path in group.rglob("*") if path.is_file())
    if contract is None or not files:
        return []
    if contract.supplier.name:
        return [(contract.supplier.name, files)]
    return [(found[1], [path]) for path in files if (found := CODED.search(path.name))]


def weights(bench: Bench) -> None:
    """What each page weighs on its first visit: the page, its style and its scripts."""
    home, rows = bench.folder / "receipts", []
    for role in ROLES:
        add_person(bench, home, f"The {role}", role)
    with portal(bench, home) as address:
        for name in ("Ann Green", *(f"The {role}" for role in ROLES)):
            one = visitor(address, name)
            begin = one.browser.get("/", follow_redirects=True)
            menu = re.findall(r'class="menu__link" href="([^"]+)"', begin.text)
            for path in dict.fromkeys(menu):
                page = one.browser.get(path)
                parts = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
                rest = [len(one.browser.get(part).content) for part in dict.fromkeys(parts)]
                whole = len(page.content) + sum(rest)
                who = name.removeprefix("The ") if name != "Ann Green" else "supplier"
                cells = [f"{who}: {path}", f"{len(page.content) / 1000:.1f}", f"{whole / 1000:.1f}"]
                rows.append(cells)
    print("\n## What pages weigh, unpacked\n")
    print(markdown(["page", "page kB", "with style and scripts kB"], rows), flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, nargs="*", default=[1_000, 50_000, 1_000_000])
    asked.add_argument("--pupils", type=int, default=2_000)
    asked.add_argument("--people", type=int, default=20)
    asked.add_argument("--times", type=int, default=3, help="the median of how many")
    sizes = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="sendmart-benchmark-") as folder:
        bench = Bench(Path(folder).resolve())
        bench.set_up()
        from_drop_to_receipt(bench, sizes.rows, sizes.times)
        weights(bench)
        if sizes.people:
            at_once_during_a_night(bench, sizes.pupils, sizes.people)
        shutil.rmtree(bench.folder / "receipts")


if __name__ == "__main__":
    main()
