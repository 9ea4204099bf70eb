"""A filled-in template is checked in a browser as at the door, with the sheets it came with."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser

from orchestration.contracts.catalogue import the_catalogue
from orchestration.home import Home
from orchestration.partner.filling_in import template_of
from orchestration.partner.suppliers import contracts_of
from orchestration.partner.template_files import template_xlsx
from tests.browser.both_checks import by_the_browser, by_the_door, differences, serve_scripts
from tests.unit.orchestration.sending import WAIT

DAY = date(2026, 1, 12)
FILLED = {**WAIT, "ndoo_applied": "31/12/2025"}


@pytest.mark.parametrize("wrong", [{}, {"service": "juggling"}])
def test_a_filled_in_template_is_read_alike(
    wrong: dict[str, str], chromium: Browser, home: Home, tmp_path: Path
) -> None:
    contract = contracts_of(the_catalogue(), "X9901")["therapy_waits"]
    template = template_of(the_catalogue(), contract, "X9901", DAY)
    assert template is not None
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(template)))
    sheet = book[template.forms[0].sheet]
    for place, field in enumerate(template.forms[0].fields, 1):
        sheet.cell(2, place, {**FILLED, **wrong}.get(field.heading) or None)
    path = tmp_path / template.xlsx_name
    book.save(path)
    page = chromium.new_page()
    serve_scripts(page)
    said, told = by_the_door(home, [path]), by_the_browser(page, [path])
    page.close()
    assert differences(said, told) == []
    assert ["V004" in one for one in told[0]["problems"]] == ([True] if wrong else [])
