"""Makes the files that a sender fills in: a workbook with lists to choose from, or plain CSV.

The same template gives the same bytes. What is in them is said in `filling_in`.
"""

import csv
import io
from datetime import datetime
from typing import Any

import xlsxwriter

from orchestration.contracts.layouts import GUIDE_SHEET, LISTS_SHEET
from orchestration.partner.filling_in import Field, Form, Template

LAST_ROW = 1_048_575
MADE_ON = datetime(2000, 1, 1)
HINT_AT_MOST, TITLE_AT_MOST = 250, 32
GUIDE = ["Sheet", "Column", "Must be filled in", "How it is written", "What it means"]


def template_csv(form: Form) -> bytes:
    """The headings alone, as a spreadsheet reads them."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([field.heading for field in form.fields])
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(template: Template) -> bytes:
    """A sheet for each table; then how each column is filled in, and the lists to choose from."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": template.title, "created": MADE_ON})
        styles = {
            "heading": book.add_format({"bold": True, "bottom": 1, "num_format": "@"}),
            "text": book.add_format({"num_format": "@"}),
            "number": book.add_format({}),
            "words": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        lists = _lists(template)
        for form in template.forms:
            _write_form(book.add_worksheet(form.sheet), form, lists, styles)
        _write_guide(book.add_worksheet(GUIDE_SHEET), template, styles)
        _write_lists(book.add_worksheet(LISTS_SHEET), lists, styles)
    return kept.getvalue()


Lists = dict[tuple[str, str], tuple[int, Field]]


def _lists(template: Template) -> Lists:
    """Where the list of each column stands: two columns of the lists' sheet for each."""
    found: Lists = {}
    for form in template.forms:
        for field in form.fields:
            if field.choices:
                found[form.table, field.heading] = (2 * len(found), field)
    return found


def _write_form(sheet: Any, form: Form, lists: Lists, styles: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for place, field in enumerate(form.fields):
        style = styles["text" if field.is_text else "number"]
        sheet.set_column(place, place, max(12, min(40, len(field.heading) + 4)), style)
        sheet.write_string(0, place, field.heading, styles["heading"])
        hint = f"{'Must be filled in. ' if field.is_required else ''}{field.how}. {field.meaning}"
        told: dict[str, Any] = {
            "validate": "any",
            "input_title": field.heading[:TITLE_AT_MOST],
            "input_message": hint[:HINT_AT_MOST],
        }
        if (form.table, field.heading) in lists:
            at, _ = lists[form.table, field.heading]
            letters = xlsxwriter.utility.xl_col_to_name(at)
            last = len(field.choices) + 2
            told |= {
                "validate": "list",
                "source": f"='{LISTS_SHEET}'!${letters}$3:${letters}${last}",
                "error_type": "warning",
                "error_title": "Not on the list",
                "error_message": f"Choose from the list. All of it is on '{LISTS_SHEET}'.",
            }
        sheet.data_validation(1, place, LAST_ROW, place, told)
    last = max(0, len(form.fields) - 1)
    sheet.ignore_errors({"number_stored_as_text": xlsxwriter.utility.xl_range(1, 0, 9999, last)})


def _write_guide(sheet: Any, template: Template, styles: dict[str, Any]) -> None:
    said = [
        template.title,
        "Fill in the first sheets, one row for each line of your list. Leave the headings as they"
        " are. This sheet and the lists may stay in the file: they are not read.",
        f"Questions: {template.owner}",
    ]
    if not template.takes_excel:
        said.insert(2, "Then save each sheet as 'CSV UTF-8' and send those files.")
    for row, words in enumerate(said):
        sheet.write_string(row, 0, words, styles["heading"] if row == 0 else None)
    top = len(said) + 1
    for place, (words, width) in enumerate(zip(GUIDE, (24, 34, 18, 34, 80), strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(top, place, words, styles["heading"])
    row = top
    for form in template.forms:
        for field in form.fields:
            row += 1
            needed = "Yes" if field.is_required else "No"
            needed = "No, the column may be left out" if field.may_be_left_out else needed
            cells = [form.sheet, field.heading, needed, field.how, field.meaning]
            for place, words in enumerate(cells):
                sheet.write_string(row, place, words, styles["words"])


def _write_lists(sheet: Any, lists: Lists, styles: dict[str, Any]) -> None:
    """Under each column's heading what may be written, and beside it what it means."""
    for (_, heading), (at, field) in lists.items():
        sheet.set_column(at, at, 24, styles["text"])
        sheet.set_column(at + 1, at + 1, 40)
        sheet.write_string(0, at, heading, styles["heading"])
        sheet.write_string(1, at, "Write", styles["heading"])
        sheet.write_string(1, at + 1, "It means", styles["heading"])
        for row, choice in enumerate(field.choices, 2):
            sheet.write_string(row, at, choice.written, styles["text"])
            sheet.write_string(row, at + 1, choice.meaning)
