"""Hostile XML: document types, entities, documents without end or bottom, and broken ones.

The honest document holds the same list as the other samples, a `Wait` for each row.
"""

from hostile.attack import HEADINGS, MARKER, Attack, cells

XML = ".xml"
TOP = '<?xml version="1.0" encoding="utf-8"?>\n'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">\n' for n in range(1, 10))


def record(pseudonym: str) -> str:
    leaves = "".join(
        f"<{name}>{value}</{name}>" for name, value in zip(HEADINGS, cells(pseudonym), strict=True)
    )
    return f"<Wait>{leaves}</Wait>\n"


def document(*more: str, top: str = TOP) -> str:
    return f"{top}<Waits>\n{record(MARKER)}{''.join(more)}{record('S999')}</Waits>\n"


def _doctype(declared: str, used: str) -> bytes:
    text = document(record(used), top=f"{TOP}<!DOCTYPE Waits [\n{declared}]>\n")
    return text.encode()


DOCUMENTS = [
    Attack("doctype", XML, "a document type, however harmless", "refused", "DOCTYPE",
           lambda: _doctype("", "S001")),
    Attack("laughs", XML, "entities that grow tenfold nine times", "refused", "DOCTYPE",
           lambda: _doctype('<!ENTITY a0 "ha">\n' + LAUGHS, "&a9;")),
    Attack("quadratic", XML, "one long entity, used often", "refused", "DOCTYPE",
           lambda: _doctype(f'<!ENTITY a "{"a" * 50_000}">', "&a;" * 20_000)),
    Attack("outside_entity", XML, "an entity that is another file", "refused", "DOCTYPE",
           lambda: _doctype('<!ENTITY a SYSTEM "file:///etc/hostname">', "&a;")),
    Attack("outside_parameter", XML, "a parameter entity from elsewhere", "refused", "DOCTYPE",
           lambda: _doctype('<!ENTITY % a SYSTEM "http://localhost/a.dtd">%a;', "S001")),
    Attack("unknown_entity", XML, "an entity that nobody declared", "refused",
           "The document is broken on line 4", lambda: document(record("&nbsp;")).encode()),
    Attack("wrong_tag", XML, "an element closed under another name", "refused",
           "The document is broken on line 4",
           lambda: document(record("S001").replace("</Wait>", "</Weight>")).encode()),
    Attack("half_a_document", XML, "the upload broke off", "refused",
           "The document was cut short on line 4",
           lambda: document(record("S001")).encode()[:1_100]),
    Attack("nul_in_document", XML, "a NUL in a value", "refused",
           "The document is broken on line 4", lambda: document(record("S\x001")).encode()),
    Attack("wrong_encoding", XML, "Windows-1252 that says it is UTF-8", "refused",
           "The document is broken on line 4",
           lambda: document(record("Zoë")).encode("windows-1252")),
    Attack("odd_encoding", XML, "an encoding that hides what is written", "refused",
           "an encoding that is not accepted",
           lambda: document(top=TOP.replace("utf-8", "utf-7")).encode()),
    Attack("another_root", XML, "another kind of document", "refused",
           "The outermost element is none of those promised",
           lambda: document().replace("Waits>", "Letters>").encode()),
    Attack("long_leaf", XML, "a value of 100,000 characters", "refused",
           "Line 4 holds a value longer than 65,536 characters",
           lambda: document(record("x" * 100_000)).encode()),
    Attack("bottomless", XML, "elements in elements, without end", "refused",
           "an element that is nothing like those promised",
           lambda: (document()[:-10] + "<a>" * 20_000).encode()),
    Attack("many_names", XML, "elements that all have another name", "refused",
           "an element that is nothing like those promised",
           lambda: document("".join(f"<a{n}/>" for n in range(10_000))).encode()),
    Attack("huge_leaf", XML, "a value of 60 MB", "refused",
           "Line 4 holds a value longer than 65,536 characters",
           lambda: document(record("x" * 60_000_000)).encode(), is_kept=False),
    Attack("huge_tag", XML, "a tag of 60 MB", "refused", "longer than 65,536 characters",
           lambda: document(f'<a b="{"x" * 60_000_000}"/>').encode(), is_kept=False),
    Attack("doctype_after_much", XML, "a document type after 60 MB of comment", "refused",
           "longer than 65,536 characters",
           lambda: f"{TOP}<!--{'x' * 60_000_000}--><!DOCTYPE a><a/>".encode(), is_kept=False),
    Attack("extra_leaf", XML, "an element that nobody promised, which is fine", "taken", "",
           lambda: document(record("S001").replace("<Wait>", "<Wait><note>x</note>")).encode()),
]  # fmt: skip
