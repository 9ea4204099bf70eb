"""A workbook whose cells say the same numbers in many formats, and texts in every way that the
format of workbooks allows; each stands where no code is right, so that its text is told.
"""

import io
import zipfile
from datetime import datetime, time, timedelta
from itertools import product

from openpyxl import Workbook

from tests.browser.waits import HEADINGS, cells

SERVICE, REFERRED = HEADINGS.index("service") + 1, HEADINGS.index("referral_received_date") + 1
NUMBERS = [
    *(0, 1, -1, 7, 1.5, -1.5, 0.1 + 0.2, 1 / 3, 2 / 3, 0.5, 1.25, 12345.678, 1e-7, 0.00012),
    *(45000, 45000.5, 45000.999999, 45999.25),
    *(59, 60, 61, 59.5, 0.25, 0.999999, 2.75, 2958465, 12.345, 0.005, 0.015, 99.995),
]
HUGE = [1e14, 1e15, 1e16, 123456789012345678, 1.5e300, -1e15]
PLAIN = ["General", "0", "000 000 0000", "0.0%", "0.00E+00"]
FORMATS = [
    *("General", "0", "00000", "000 000 0000", "000-00", "0%", "0.0%", "#,##0%", "#,##0.00%"),
    *("dd/mm/yyyy", "d-mmm-yy", "hh:mm", "[h]:mm", "mm:ss", "[$-409]d mmm", '0 "days"', "@"),
    *("yyyy\\-mm", "[Red]0", "h AM/PM", "0.00E+00", "#,##0;[Red]-#,##0", "General;@", "[ss]"),
    *('"d"0', "\\d0", "_(* #,##0_)", "mm/dd/yy", "m/d/yy h:mm", "[Blue][>5]0;0"),
]
TEXTS = [
    *("<si><t>plain</t></si>", '<si><t xml:space="preserve">  kept  </t></si>'),
    *("<si><t>  bare  </t></si>", "<si><r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r></si>"),
    *(
        "<si><t>base</t><rPh sb='0' eb='1'><t>hint</t></rPh></si>",
        "<si><t>a&amp;b &lt;c&gt;</t></si>",
    ),
    *("<si><t>a&#10;b</t></si>", "<si><t>_x0041_bc</t></si>", "<si><t><![CDATA[d<e]]></t></si>"),
    *("<si><t>two\r\nlines</t></si>", "<si><t>é€😀</t></si>", "<si><t/></si>", "<si><t> </t></si>"),
    *("<si><t>a_x000D_b</t></si>", "<si/>", "<si><t>&#x41;</t></si>", "<si><t>tab\there</t></si>"),
    *("<si><r><t>ri </t></r><r><t> ch</t></r></si>", "<si><t>\u00a0x\u00a0</t></si>"),
    *(
        "<si><t> <![CDATA[ c ]]> </t></si>",
        "<si><t>&#32;y&#32;</t></si>",
        "<si><t>_xzz41_</t></si>",
    ),
]
RAW = [
    *('<c r="{at}" t="b"><v>1</v></c>', '<c r="{at}" t="b"><v>0</v></c>', '<c r="{at}"><v/></c>'),
    *('<c r="{at}" t="e"><v>#REF!</v></c>', '<c r="{at}" t="e"><v>#N/A</v></c>'),
    *(
        '<c r="{at}" t="inlineStr"><is><t>inline</t></is></c>',
        '<c r="{at}" t="str"><v>as text</v></c>',
    ),
    *('<c r="{at}" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>',),
    *('<c r="{at}" t="n"><v>12</v></c>', '<c r="{at}"><v>1E3</v></c>', '<c r="{at}"><v>-0</v></c>'),
    *('<c r="{at}" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>',),
    *('<c r="{at}" t="str"><v> as text </v></c>', '<c r="{at}" t="str"><v>_x0041_</v></c>'),
    *('<c r="{at}" t="inlineStr"><is><t> b </t></is></c>', '<c r="{at}" t="s"><v> 1 </v></c>'),
    *('<c r="{at}"><v> 5 </v></c>', '<c r="{at}" t="str"><v></v></c>', '<c t="n"><v>3</v></c>'),
    *(
        '<c r="{at}" t="d"><v>2025-03-04T00:00:00</v></c>',
        '<c r="{at}" t="d"><v>2025-03-04</v></c>',
    ),
]


def in_many_formats(is_1904: bool = False) -> bytes:
    """Every number in every format, once among codes and once among days."""
    workbook = Workbook()
    if is_1904:
        workbook.epoch = datetime(1904, 1, 1)
    [sheet] = workbook.worksheets
    sheet.append(HEADINGS)
    odd: list[tuple[object, str]] = [*product(NUMBERS, FORMATS), *product(HUGE, PLAIN)]
    odd += [(time(9, 30), "hh:mm"), (timedelta(hours=30), "[h]:mm:ss"), (True, "General")]
    for row, (number, form) in enumerate(odd, 2):
        for column, text in enumerate(cells(f"S{row}"), 1):
            sheet.cell(row, column, text or None)
        for column in (SERVICE, REFERRED):
            cell = sheet.cell(row, column)
            cell.value = number
            cell.number_format = form
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def in_many_writings() -> bytes:
    """Texts, truths and errors in every way of writing them."""
    rows = [_row(1, [_inline(column, 1, text) for column, text in enumerate(HEADINGS, 1)])]
    odd = [f'<c r="{{at}}" t="s"><v>{place}</v></c>' for place in range(len(TEXTS))] + RAW
    for number, cell in enumerate(odd, 2):
        told = [_inline(column, number, text) for column, text in enumerate(cells(f"S{number}"), 1)]
        told[SERVICE - 1] = cell.replace("{at}", f"{chr(64 + SERVICE)}{number}")
        rows.append(_row(number, told))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{"".join(TEXTS)}</sst>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return made.getvalue()


def _inline(column: int, row: int, text: str) -> str:
    if not text:
        return ""
    return f'<c r="{chr(64 + column)}{row}" t="inlineStr"><is><t>{text}</t></is></c>'


def _row(number: int, told: list[str]) -> str:
    return f'<row r="{number}">{"".join(told)}</row>'
