"""What a workbook is made of: its sheets, and the number formats that change what a number shows.

What no extract needs and no door should open (macros, links, embedded objects) is refused here;
cells are read elsewhere.
"""

import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.parsers import expat

from orchestration.readers.extract import Task
from orchestration.readers.members import bomb, is_honest, open_zip

OLD_OR_ENCRYPTED = bytes.fromhex("D0CF11E0")
PIECE, LONGEST_TAG = 1 << 18, 1 << 20
UNWELCOME = {
    "vbaproject": "macros",
    "macrosheets/": "macros",
    "externallinks/": "links to other files",
    "embeddings/": "embedded objects",
    "activex/": "controls",
}
MOST_SMALL, MOST_RATIO = 20_000_000, 100
AS_LIST = "Copy the list as values into a new workbook and send that."
CONTAINERS = ("numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
PADDED = re.compile(r"0[0 -]*0")
PERCENT = re.compile(r"(?:#,##|#)?0(?:\.(0+))?%")

Start = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True)
class Sheet:
    """A sheet, counted from 1 in the order of the workbook; `part` is None for a chart."""

    position: int
    name: str
    is_visible: bool
    part: str | None


@dataclass(frozen=True)
class Parts:
    """shown  style number, as cells name it -> number format that changes what a number shows"""

    sheets: list[Sheet]
    shown: dict[str, str]


def broken(task: Task) -> Exception:
    what = "The file is not a whole Excel workbook: it was cut short, or is another kind."
    return task.refusal(what, "Download or save it again as .xlsx and send that.")


def open_workbook(task: Task) -> zipfile.ZipFile:
    """The package of a workbook without anything but data in it; the caller closes it."""
    with task.path.open("rb") as file:
        start = file.read(4)
    if start == OLD_OR_ENCRYPTED:
        what = "The file is an old (.xls) or a password-protected workbook."
        raise task.refusal(what, "Save it as .xlsx without a password and send that.")
    if start != b"PK\x03\x04":
        raise broken(task)
    package = open_zip(task.path, task.shown_name)
    try:
        _check(package, task)
    except BaseException:
        package.close()
        raise
    return package


def _check(package: zipfile.ZipFile, task: Task) -> None:
    sizes = sum(member.file_size for member in package.infolist())
    if sizes > MOST_SMALL and sizes > MOST_RATIO * task.path.stat().st_size:
        raise bomb(task.shown_name)
    for member in package.infolist():
        for sign, what in UNWELCOME.items():
            if sign in member.filename.casefold():
                raise task.refusal(f"The workbook holds {what}.", AS_LIST)
        try:
            if not is_honest(task.path, member):
                raise bomb(task.shown_name)
        except zlib.error:
            raise broken(task) from None
    if "xl/workbook.xml" not in package.namelist():
        raise broken(task)


def walk(
    package: zipfile.ZipFile,
    task: Task,
    part: str,
    start: Start,
    characters: Callable[[str], None] | None = None,
) -> None:
    """Call `start` for every element of a part, in constant memory."""

    def doctype(*_: object) -> None:
        raise task.refusal("The workbook holds a document type (DOCTYPE).", AS_LIST)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = doctype
    try:
        with package.open(part) as content:
            fed = 0
            while piece := content.read(PIECE):
                parser.Parse(piece, False)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > LONGEST_TAG:
                    raise broken(task)
            parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError):
        raise broken(task) from None


def parts_of(package: zipfile.ZipFile, task: Task) -> Parts:
    targets: dict[str, str] = {}
    listed: list[dict[str, str]] = []

    def relation(name: str, said: dict[str, str]) -> None:
        if local(name) == "Relationship" and said.get("Type", "").endswith("/worksheet"):
            target = said.get("Target", "")
            inside = target[1:] if target.startswith("/") else str(PurePosixPath("xl", target))
            targets[said.get("Id", "")] = inside

    def sheet(name: str, said: dict[str, str]) -> None:
        if local(name) == "sheet":
            listed.append({local(key): value for key, value in said.items()})

    walk(package, task, "xl/_rels/workbook.xml.rels", relation)
    walk(package, task, "xl/workbook.xml", sheet)
    sheets = [
        Sheet(
            position,
            said.get("name", ""),
            said.get("state", "visible") == "visible",
            targets.get(said.get("id", "")),
        )
        for position, said in enumerate(listed, 1)
    ]
    return Parts(sheets, _formats(package, task))


def _formats(package: zipfile.ZipFile, task: Task) -> dict[str, str]:
    codes = {"9": "0%", "10": "0.00%"}
    shown: dict[str, str] = {}
    within, styles = "", 0

    def style(name: str, said: dict[str, str]) -> None:
        nonlocal within, styles
        name = local(name)
        if name in CONTAINERS:
            within = name
        elif name == "numFmt" and within == "numFmts":
            codes[said.get("numFmtId", "")] = said.get("formatCode", "")
        elif name == "xf" and within == "cellXfs":
            code = re.sub(r'[\\"]|;.*', "", codes.get(said.get("numFmtId", ""), ""))
            if PADDED.fullmatch(code) or PERCENT.fullmatch(code):
                shown[str(styles)] = code
            styles += 1

    if "xl/styles.xml" in package.namelist():
        walk(package, task, "xl/styles.xml", style)
    return shown


def as_shown(number: float, code: str) -> str:
    """A number as its format shows it; only such formats are asked of as `Parts` holds."""
    if percent := PERCENT.fullmatch(code):
        return f"{number * 100:.{len(percent[1] or '')}f}%"
    digits = f"{abs(number):.0f}".zfill(code.count("0"))
    turned = list(reversed(digits))
    text = [turned.pop(0) if sign == "0" else sign for sign in reversed(code)]
    return "-" * (number < 0) + "".join([*text, *turned][::-1])


def local(name: str) -> str:
    return name.rpartition(":")[2]
