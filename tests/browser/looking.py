"""What a person would trip over on a page, found by an engine (axe) in a real browser."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from orchestration.portal.people import Person
from tests.browser.signing_in import PASSWORD

PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 640}  # a desk's browser at 400%
ZOOMED = {"width": 640, "height": 450}  # and at 200%
SIZES = (PHONE, DESK)


def violations(page: Page) -> list[str]:
    """Everything that axe finds on a page as it stands, at a phone's and at a desk's width, and
    every size at which it would have to be pushed sideways; empty where all is well."""
    found = []
    for size in SIZES:
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        for rule in Axe().run(page).response["violations"]:
            places = ", ".join(str(node["target"]) for node in rule["nodes"][:5])
            found.append(f"{size['width']} px: {rule['id']}: {rule['help']} at {places}")
    for size in (NARROWEST, ZOOMED):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > size["width"]:
            found.append(f"{size['width']} px: is {wide} px wide")
    if page.locator("h1").count() != 1:
        found.append(f"has {page.locator('h1').count()} h1")
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    return found


def sign_in_at(page: Page, address: str, person: Person, password: str = PASSWORD) -> None:
    """Sign in as a person does, by the form."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Name").fill(person.name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"^(?!.*/sign-in)"))
