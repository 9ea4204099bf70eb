"""Measures the check in a supplier's browser against the door: rows of daily attendance as CSV.

Run it as `python benchmarks/check_in_browser.py`; it needs Chromium, and prints a table. A browser
is timed from the press of the button until the answer stands there.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.processes import markdown
from orchestration.clock import now
from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.portal.page_to_keep import page_to_keep
from orchestration.register.receive import receive
from orchestration.register.recognise import deliveries
from tests.browser.conftest import QUIET, chromium_path

SIZES = (1_000, 50_000, 1_000_000)
NAME = "daily_attendance_2025-12.csv"
HEADINGS = "urn,upn,date,session,code,minutes_late,extracted_at"


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        kept = place / "check.html"
        kept.write_text(page_to_keep(the_catalogue()), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(QUIET))
        page = browser.new_page()
        page.goto(kept.as_uri())
        for size in SIZES:
            path = place / str(size) / NAME
            write(path, size)
            here, there = by_the_browser(page, path), by_the_door(place / "home", path)
            told = [f"{size:,}", f"{path.stat().st_size / 1e6:.1f}", f"{here:.2f}", f"{there:.2f}"]
            rows.append([*told, f"{size / here:,.0f}"])
        browser.close()
    headings = ["rows", "MB", "browser s", "door s", "rows a second in the browser"]
    print(markdown(headings, rows))


def write(path: Path, size: int) -> None:
    """Rows as a register writes them, one in a hundred of them with a wrong code."""
    chance = random.Random(1)
    path.parent.mkdir()
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEADINGS}\n")
        for _ in range(size):
            code = chance.choice("/\\LICM") if chance.random() > 0.01 else "?"
            day, session = chance.randint(1, 19), chance.choice(["AM", "PM"])
            pupil = f"Z999200{chance.randrange(1_000_000):06}"
            file.write(f"990042,{pupil},2025-12-{day:02},{session},{code},,2026-01-02T04:30:00\n")


def by_the_browser(page: Page, path: Path) -> float:
    page.set_input_files("#check-files", str(path))
    begun = time.perf_counter()
    page.click("#check-again")
    page.wait_for_selector("#check-now", state="hidden", timeout=600_000)
    page.wait_for_selector("#check-found h2", timeout=600_000)
    return time.perf_counter() - begun


def by_the_door(folder: Path, path: Path) -> float:
    catalogue, home = the_catalogue(), Home.at(folder)
    [delivery] = deliveries(catalogue, [path])
    begun = time.perf_counter()
    receipt = receive(catalogue, home, delivery, now(), keep=False)
    if receipt.submission.status == "refused":
        raise SystemExit(receipt.submission.reason)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
