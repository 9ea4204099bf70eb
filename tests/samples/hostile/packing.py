"""Packs hostile samples into workbooks and archives, byte for byte the same on every machine.

Nothing is compressed but the bombs: two versions of a compressor do not write the same bytes.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

LONG_AGO = (2026, 1, 1, 0, 0, 0)
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

Member = tuple[str, bytes]


def zipped(*members: Member) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, body in members:
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), body)
    return content.getvalue()


def linked(name: str, target: str) -> bytes:
    """An archive with a symbolic link in it."""
    content, link = io.BytesIO(), zipfile.ZipInfo(name, LONG_AGO)
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(link, target)
    return content.getvalue()


def one_body(name: str, body: bytes, times: int) -> bytes:
    """An archive whose directory names one body many times."""
    content = zipped((name.format(1), body))
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry = content[start:end]
    entries = b"".join(
        entry.replace(name.format(1).encode(), name.format(n).encode()) for n in range(1, times + 1)
    )
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, len(entries), start, 0)
    return content[:start] + entries + tail


def changed(content: bytes, sign: bytes, offset: int, value: bytes) -> bytes:
    """The same bytes but for some at an offset from the last place of a sign."""
    place = content.rindex(sign) + offset
    return content[:place] + value + content[place + len(value) :]


def deflated_zeros(megabytes: int) -> bytes:
    """A raw deflate stream of that many million zeros, made without making the zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    one = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    last = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return one * megabytes + last.compress(b"") + last.flush()


def zip_bomb(name: str, megabytes: int, declared: int) -> bytes:
    """An archive of zeros that says it holds `declared` bytes."""
    packed, told = deflated_zeros(megabytes), name.encode()
    sizes = struct.pack("<3L2H", 0, len(packed), declared, len(told), 0)
    local = struct.pack("<4s5H", b"PK\x03\x04", 20, 0, 8, 0, 33) + sizes + told
    entry = struct.pack("<4s6H", b"PK\x01\x02", 20, 20, 0, 8, 0, 33) + sizes
    entry += struct.pack("<3H2L", 0, 0, 0, 0, 0) + told
    start = len(local) + len(packed)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), start, 0)
    return local + packed + entry + tail


def gzipped(body: bytes) -> bytes:
    """A .gz of stored blocks."""
    packer = zlib.compressobj(0, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(body) + packer.flush()
    return _gz(packed, zlib.crc32(body), len(body))


def gz_bomb(megabytes: int) -> bytes:
    return _gz(deflated_zeros(megabytes), 0, megabytes * 1_000_000)


def _gz(packed: bytes, check: int, size: int) -> bytes:
    start = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    return start + packed + struct.pack("<2L", check, size & 0xFFFFFFFF)


def sheet(rows: Iterable[Iterable[str]], before: str = "", after: str = "") -> str:
    """The XML of a sheet of text; a cell that starts with `<` is written as it is."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            cell if cell.startswith("<") else f'<c t="inlineStr"><is><t>{cell}</t></is></c>'
            for cell in row
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    data = "".join(lines)
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def workbook(
    *sheets: str, state: str = "visible", more: Iterable[Member] = (), names: str = "List {}"
) -> bytes:
    """A workbook of the least parts; `state` is that of its last sheet."""
    listed, relations, types = "", "", ""
    for number in range(1, len(sheets) + 1):
        shown = f' state="{state}"' if number == len(sheets) else ""
        name = names.format(number)
        listed += f'<sheet name="{name}" sheetId="{number}"{shown} r:id="rId{number}"/>'
        place = f"worksheets/sheet{number}.xml"
        kind = f"{RELATIONS}/worksheet"
        relations += f'<Relationship Id="rId{number}" Type="{kind}" Target="{place}"/>'
        types += f'<Override PartName="/xl/{place}" ContentType="{SHEET_TYPE}"/>'
    content_types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{BOOK_TYPE}"/>{types}</Types>'
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'
    root = f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    of = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
    members = {
        "[Content_Types].xml": content_types,
        "_rels/.rels": of.format(root),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": of.format(relations),
        **{f"xl/worksheets/sheet{n}.xml": text for n, text in enumerate(sheets, 1)},
    }
    return zipped(*((name, text.encode()) for name, text in members.items()), *more)
