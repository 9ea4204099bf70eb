"""Every extract that suppliers send, as agreed: what for, how often, and each of its columns.

It is compiled from the contracts, their agreements and the dictionary; what was delivered is on the
quality page.
"""

from collections.abc import Iterator
from html import escape

from orchestration.contracts.agreements import Agreement
from orchestration.contracts.catalogue import Catalogue, the_catalogue
from orchestration.contracts.language import Contract, Table
from orchestration.release.page.layout import document, link, listed
from orchestration.release.pages import Told, html_of

LIST = "sources.html"
WHO = {
    "none": "of no people",
    "pseudonymous": "about people, without their names or numbers",
    "identifiable": "about people, by name or number; never published as such",
}


def sources_pages() -> dict[str, str]:
    """A list of all extracts, and a page for each with its columns."""
    catalogue = the_catalogue()
    contracts = sorted(catalogue.contracts.values(), key=lambda one: one.title)
    found = {LIST: document("Where the data come from", _all(contracts), LIST)}
    for contract in contracts:
        held = catalogue.agreements.get(contract.source)
        parts = _extract(catalogue, contract, held)
        found[page_of(contract.source)] = document(contract.title, parts, LIST)
    return found


def page_of(source: str) -> str:
    return f"source-{source.replace('_', '-')}.html"


def _all(contracts: list[Contract]) -> Iterator[str]:
    yield (
        "<p>Each extract is sent under an agreement that says why it may be held and for how long,"
        " and a contract that says what stands in each column. Nothing about one child leaves the"
        " council: what is published is counted, and small counts are hidden.</p>"
    )
    yield listed(
        f"{link(page_of(one.source), one.title)}, {escape(one.sector)}, {escape(one.cadence)}"
        for one in contracts
    )


def _extract(
    catalogue: Catalogue, contract: Contract, agreement: Agreement | None
) -> Iterator[str]:
    yield from html_of(_facts(contract, agreement), "facts")
    yield "<h2>Columns</h2>"
    for name, table in contract.tables.items():
        yield from html_of(_columns(catalogue, name, table), name.replace("_", "-"))


def _facts(contract: Contract, agreement: Agreement | None) -> Told:
    rows: list[tuple[str, str]] = [("Sector", contract.sector), ("Sent", contract.cadence)]
    if agreement:
        rows += [
            ("Answered for by", agreement.controller),
            ("Agreement or licence", agreement.reference),
            ("Held for", "; ".join(one.replace("_", " ") for one in agreement.purposes)),
            ("Rows are", WHO[agreement.personal_data]),
            ("In force", f"{agreement.begins_on} to {agreement.ends_on}"),
        ]
    return Told("The extract", ("What", "Which"), rows)


def _columns(catalogue: Catalogue, name: str, table: Table) -> Told:
    heads = ("Column", "Sent as", "What it is", "Kind", "Privacy")
    rows = []
    for word, column in table.columns.items():
        told = catalogue.words[word]
        privacy = told.privacy.replace("_", " ")
        rows.append((word.replace("_", " "), column.from_, told.description, told.type, privacy))
    return Told(f"{name.replace('_', ' ')}: {table.grain}", heads, rows)
