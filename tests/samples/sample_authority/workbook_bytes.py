"""The bytes of a workbook, the same on every day it is made.
What stands in the workbook is in workbook_layout."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook  # type: ignore[import-untyped]

MADE_AT = datetime(2020, 1, 1)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
STAMP = (2020, 1, 1, 0, 0, 0)


def workbook_bytes(book: Workbook) -> bytes:
    """Save, then write the archive anew with fixed dates: saving stamps the moment of the day."""
    book.properties.creator = "Sampleshire"
    book.properties.created = MADE_AT
    stamped, fixed = BytesIO(), BytesIO()
    book.save(stamped)
    with ZipFile(stamped) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            content = source.read(name)
            if name == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>2020-01-01T00:00:00Z\g<2>", content)
            entry = ZipInfo(name, STAMP)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return fixed.getvalue()
