"""Hostile delimited text: quotation marks, encodings, monstrous lines, and values that mislead.

Which rule each of them must meet stands with it; the rules themselves are in expectations/.
"""

import codecs

from hostile.attack import HEADINGS, MARKER, Attack, a_list, cells, wait

CSV = ".csv"
LONG = 100_000


def _stray_pair() -> bytes:
    rows = [wait(f"S{n:03}") for n in range(1, 20)]
    rows[3] = rows[3].replace("X9901", '"X9901', 1)
    rows[8] = rows[8].replace("X9901", 'X9901"', 1)
    return a_list(*rows)


def _marked(text: str) -> bytes:
    return a_list(wait("S001")).decode().replace(MARKER, text).encode()


def _in_row(place: int, value: str) -> bytes:
    row = cells("S001")
    row[place] = value
    return a_list(",".join(row))


def _headings(*names: str) -> bytes:
    return a_list().replace(",".join(HEADINGS).encode(), ",".join(names).encode())


def _wide(columns: int) -> bytes:
    more = "".join(f",c{n}" for n in range(columns))
    return (",".join(HEADINGS) + more + "\n" + wait(MARKER) + "," * columns + "\n").encode()


SHAPES = [
    Attack("stray_pair", CSV, "a stray pair of quotation marks swallows five rows", "refused",
           "seems to hold whole rows", _stray_pair),
    Attack("unclosed_mark", CSV, "a quotation mark is never closed", "refused",
           "Line 3 has a quotation mark", lambda: a_list('"' + wait("S001"))),
    Attack("mark_within", CSV, "a quotation mark in the midst of a value", "refused",
           "Line 3 has a quotation mark", lambda: a_list(wait('S"001'))),
    Attack("short_row", CSV, "a row lost its end", "refused",
           "Line 3 does not hold the 14 values", lambda: a_list(wait("S001")[:40])),
    Attack("long_row", CSV, "a row has a value too many", "refused",
           "Line 3 does not hold the 14 values", lambda: a_list(wait("S001") + ",1")),
    Attack("cut_short", CSV, "the upload broke off within a row", "refused",
           "Line 4 does not hold the 14 values", lambda: a_list()[:-60]),
    Attack("semicolons", CSV, "the columns are separated by semicolons", "refused",
           "separated by semicolons; commas were agreed", lambda: a_list().replace(b",", b";")),
    Attack("old_line_ends", CSV, "lines end with carriage returns alone", "refused",
           "Line 1 holds a carriage return", lambda: a_list(end="\r")),
    Attack("two_line_ends", CSV, "two files with different line ends were joined", "refused",
           "Line 5 ends in another way", lambda: a_list() + a_list(end="\r\n")),
    Attack("same_heading", CSV, "a heading stands there twice", "refused",
           "The columns [1, 2] have the same heading",
           lambda: _headings("patient_pseudo_id", "Patient_Pseudo_Id ", *HEADINGS[2:])),
    Attack("no_heading", CSV, "a column has no heading", "refused",
           "Column 2 has an empty heading", lambda: _headings(HEADINGS[0], " ", *HEADINGS[2:])),
    Attack("no_headings", CSV, "line 1 is a row", "refused",
           "Column 8 has an empty heading", lambda: a_list().partition(b"\n")[2]),
    Attack("our_heading", CSV, "a heading is a name that we keep for ourselves", "refused",
           "kept for our own use",
           lambda: _headings(*HEADINGS[:-1], "received_line_number")),
    Attack("long_value", CSV, "a value of 100,000 characters", "refused",
           "Line 2 is longer than 65,536 bytes", lambda: _marked(MARKER + "x" * LONG)),
    Attack("many_columns", CSV, "3,000 columns", "refused",
           "Line 1 has more than 2,000 columns", lambda: _wide(3_000)),
    Attack("huge_value", CSV, "a value of 60 MB", "refused",
           "Line 2 is longer than 65,536 bytes",
           lambda: _marked(MARKER + "x" * 60_000_000), is_kept=False),
    Attack("huge_quoted_value", CSV, "a value of 60 MB over many lines", "refused",
           "has a quotation mark that does not open or close",
           lambda: _marked('"' + f"{MARKER}\n" * 4_000_000), is_kept=False),
    Attack("monstrous_width", CSV, "200,000 columns", "refused",
           "Line 1 is longer than 65,536 bytes", lambda: _wide(200_000), is_kept=False),
    Attack("nothing", CSV, "no bytes at all", "refused", "The file is empty", lambda: b""),
    Attack("blank", CSV, "only white space", "refused", "The file is empty",
           lambda: b"\xef\xbb\xbf \r\n\r\n"),
    Attack("headings_only", CSV, "headings and no rows", "refused",
           "headings but no rows", lambda: (",".join(HEADINGS) + "\n").encode()),
]  # fmt: skip

ENCODINGS = [
    Attack("nul_in_value", CSV, "a NUL within a value", "refused",
           "Line 3 holds a NUL", lambda: a_list(wait("S0\x0001"))),
    Attack("nul_tail", CSV, "NULs after the end, as a broken transfer leaves them", "refused",
           "Line 5 holds a NUL", lambda: a_list() + bytes(4_096)),
    Attack("utf_16", CSV, "UTF-16 that was not agreed", "refused",
           "it looks like UTF-16",
           lambda: codecs.BOM_UTF16_LE + a_list().decode().encode("utf-16-le")),
    Attack("windows_1252", CSV, "Windows-1252 that was not agreed", "refused",
           "It may be Windows-1252", lambda: _marked(f"{MARKER} Zoë").decode().encode("cp1252")),
    Attack("two_encodings", CSV, "one part in UTF-8 and one in Windows-1252", "refused",
           "holds a character that is not UTF-8",
           lambda: _marked(f"{MARKER} Zoë") + wait("Zoë").encode("cp1252") + b"\n"),
    Attack("a_workbook", CSV, "a zip archive under the name of a text", "refused",
           "holds a NUL", lambda: b"PK\x03\x04\x14\x00\x00\x00" + MARKER.encode()),
    Attack("byte_order_mark", CSV, "UTF-8 with its mark, which is fine", "taken", "",
           lambda: codecs.BOM_UTF8 + a_list()),
]  # fmt: skip

VALUES = [
    Attack("american_date", CSV, "a date with its month first", "set_aside",
           "D03", lambda: a_list(wait("S001", "10/31/2025"))),
    Attack("two_digit_year", CSV, "a year of two digits", "set_aside",
           "V005", lambda: a_list(wait("S001", "01/10/25"))),
    Attack("serial_date", CSV, "the serial number of a date", "set_aside",
           "D03", lambda: a_list(wait("S001", "45931"))),
    Attack("iso_date", CSV, "a date in another form than agreed", "set_aside",
           "D03", lambda: a_list(wait("S001", "2025-10-01"))),
    Attack("shortened_number", CSV, "an NHS number where a pseudonym is promised", "set_aside",
           "V084", lambda: a_list(wait("9990000018"))),
    Attack("formula_value", CSV, "a value that a spreadsheet would run", "taken", "",
           lambda: a_list(wait("=HYPERLINK(0)"))),
    Attack("surname_na", CSV, "an identifier that other readers take for nothing", "taken", "",
           lambda: a_list(wait("null"), wait("nan"))),
]  # fmt: skip

TEXTS = [*SHAPES, *ENCODINGS, *VALUES]
