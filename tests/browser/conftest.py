"""A real Chromium, a page of it, and a portal in a process of its own.

Without Chromium the tests that need it are skipped, unless SENDMART_BROWSER=required says that
they must not be.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from orchestration.home import PROJECT, Home
from orchestration.portal import passwords
from tests.browser.serving import Served, served
from tests.browser.signing_in import add_people

# The package of hostile samples, for the tests beside this file.
sys.path.insert(0, str(PROJECT / "tests" / "samples"))

PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"),
    *("--disable-component-update", "--disable-sync"),
)
MILLISECONDS = 20_000  # a machine that builds a night beside is slow


def chromium_path() -> str | None:
    """Where it is installed, if it is."""
    return next((place for place in PLACES if Path(place).exists()), shutil.which("chromium"))


@pytest.fixture(autouse=True)
def _passwords_that_are_quick_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process only: a hundred sign-ins by the real hash take half a minute."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", lambda: quick)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        if os.environ.get("SENDMART_BROWSER") == "required":
            pytest.fail("Chromium is not installed, and SENDMART_BROWSER says that it must be")
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    expect.set_options(timeout=MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that knows nobody yet; its pages may ask no other machine for anything."""
    context = chromium.new_context()
    context.set_default_timeout(MILLISECONDS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def empty_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A portal of an empty home, where everyone of `signing_in` has an account; only look."""
    home = Home.at(tmp_path_factory.mktemp("portal") / "home")
    add_people(home)
    with served(home) as portal:
        yield portal
