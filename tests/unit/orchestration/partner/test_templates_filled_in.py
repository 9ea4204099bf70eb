"""A template that is filled in, and nothing else, is what the door expects of its extract."""

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from orchestration.contracts.catalogue import the_catalogue
from orchestration.contracts.language import Contract
from orchestration.contracts.layouts import GUIDE_SHEET, LISTS_SHEET
from orchestration.home import Home
from orchestration.partner.filling_in import Field, Form, Template, template_of
from orchestration.partner.suppliers import contracts_of, suppliers_in
from orchestration.partner.template_files import template_csv, template_xlsx
from orchestration.register.receive import Receipt, receive
from orchestration.register.recognise import deliveries

DAY = date(2026, 1, 12)
AT = datetime(2026, 1, 12, 9)
FRIDAY = date(2025, 12, 26)
WRITTEN = {"count": "1", "integer": "1", "decimal": "1", "month": "2015-06"}


def all_templates() -> list[tuple[Contract, Template]]:
    catalogue, found = the_catalogue(), {}
    for supplier in suppliers_in(catalogue):
        for source, contract in contracts_of(catalogue, supplier).items():
            template = template_of(catalogue, contract, supplier, DAY)
            if template and source not in found:
                found[source] = (contract, template)
    return list(found.values())


TEMPLATES = all_templates()


def filled(contract: Contract, form: Form) -> list[str]:
    """One row, as a sender would write it."""
    said = contract.period
    formats = {
        column.from_: column.formats for column in contract.tables[form.table].columns.values()
    }

    def cell(field: Field) -> str:
        if (form.table, field.heading) == (said.table, said.column):
            return FRIDAY.strftime(said.formats[0])
        if field.choices:
            return field.choices[0].written
        if field.kind in ("date", "moment"):
            return FRIDAY.strftime(formats.get(field.heading, ["%d/%m/%Y"])[0])
        return WRITTEN.get(field.kind, "A1")

    return [cell(field) for field in form.fields]


def sent(home: Home, folder: Path) -> Receipt:
    [found] = deliveries(the_catalogue(), [folder])
    return receive(the_catalogue(), home, found, AT, keep=False)


@pytest.mark.parametrize(
    ("contract", "template"),
    [one for one in TEMPLATES if one[1].takes_csv],
    ids=lambda said: getattr(said, "source", ""),
)
def test_csv_filled_in_has_the_promised_layout(
    contract: Contract, template: Template, home: Home, tmp_path: Path
) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    for form in template.forms:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerow(filled(contract, form))
        (folder / form.csv_name).write_bytes(template_csv(form) + text.getvalue().encode())
    receipt = sent(home, folder)
    assert receipt.submission.status == "accepted", receipt.submission.reason
    assert "V001" not in receipt.submission.rules


@pytest.mark.parametrize(
    ("contract", "template"),
    [one for one in TEMPLATES if one[1].takes_excel],
    ids=lambda said: getattr(said, "source", ""),
)
def test_excel_filled_in_has_the_promised_layout(
    contract: Contract, template: Template, home: Home, tmp_path: Path
) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(template)))
    for form in template.forms:
        for place, text in enumerate(filled(contract, form), 1):
            book[form.sheet].cell(row=2, column=place, value=text)
    book.save(folder / template.xlsx_name)
    receipt = sent(home, folder)
    assert receipt.submission.status == "accepted", receipt.submission.reason
    assert "V001" not in receipt.submission.rules, "the template's own sheets are asked about"


def test_every_extract_that_people_type_has_a_template() -> None:
    without = set(the_catalogue().contracts) - {contract.source for contract, _ in TEMPLATES}
    assert without == {"cin_census", "community_waits"}, "made by systems, or published by others"


def test_a_spreadsheet_keeps_identifiers_as_they_are_typed_and_offers_the_codes() -> None:
    template = next(t for c, t in TEMPLATES if c.source == "patient_index")
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(template)))
    [form] = template.forms
    sheet = book[form.sheet]
    places = {field.heading: place for place, field in enumerate(form.fields)}
    letter = openpyxl.utils.get_column_letter(places["nhs_number"] + 1)
    assert sheet.column_dimensions[letter].number_format == "@"
    sex = openpyxl.utils.get_column_letter(places["sex"] + 1)
    [rule] = [
        rule
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list" and str(rule.sqref).startswith(f"{sex}2:")
    ]
    where = rule.formula1.split("!")[1].replace("$", "")
    assert f"'{LISTS_SHEET}'!" in rule.formula1
    offered = [row[0].value for row in book[LISTS_SHEET][where]]
    assert offered == [choice.written for choice in form.fields[places["sex"]].choices]
    assert book.sheetnames == [form.sheet, GUIDE_SHEET, LISTS_SHEET]


def test_a_supplier_is_offered_only_its_own_code() -> None:
    catalogue = the_catalogue()
    for supplier in ("X9901", "X9902"):
        template = template_of(catalogue, catalogue.contracts["therapy_waits"], supplier, DAY)
        assert template is not None
        other = "X9902" if supplier == "X9901" else "X9901"
        with zipfile.ZipFile(io.BytesIO(template_xlsx(template))) as package:
            words = b"".join(package.read(name) for name in package.namelist())
        assert supplier.encode() in words
        assert other.encode() not in words


def test_the_same_template_is_the_same_file() -> None:
    for _, template in TEMPLATES[:3]:
        assert template_xlsx(template) == template_xlsx(template)
