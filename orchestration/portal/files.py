"""Answers that are files to keep: under a name of ours, never opened inside the page.

What is in them is for those who make them to say.
"""

import re

from starlette.responses import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_file(content: bytes, name: str) -> Response:
    return as_file(content, name, XLSX)


def csv_file(content: bytes, name: str) -> Response:
    return as_file(content, name, "text/csv; charset=utf-8")


def as_file(content: bytes, name: str, kind: str) -> Response:
    """A file to download; of its name only plain signs are kept."""
    plain = re.sub(r"[^A-Za-z0-9._ -]+", "_", name)
    headers = {"content-disposition": f'attachment; filename="{plain}"'}
    return Response(content, media_type=kind, headers=headers)
