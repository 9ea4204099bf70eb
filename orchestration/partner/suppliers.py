"""Who sends what: the extracts of a supplier, and what it is called.

What it has sent is in `world`; nothing about a supplier stands here that no contract or list says.
"""

import csv

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.register.silence import promised_by


def contracts_of(catalogue: Catalogue, supplier: str) -> dict[str, Contract]:
    """The extracts that a supplier promised, or is the only one to send."""
    return {
        source: contract
        for source, contract in catalogue.contracts.items()
        if supplier == contract.supplier.name or supplier in promised_by(contract)
    }


def suppliers_in(catalogue: Catalogue) -> list[str]:
    """Everybody who may send something."""
    contracts = catalogue.contracts.values()
    promised = {name for contract in contracts for name in promised_by(contract)}
    return sorted(promised | {c.supplier.name for c in contracts if c.supplier.name})


def called(catalogue: Catalogue, supplier: str) -> str:
    """A supplier's name as people say it."""
    labels = [row["label"] for row in _rows_of(catalogue, supplier) if row.get("label")]
    return labels[0] if labels else supplier.replace("_", " ").capitalize()


def names_of(catalogue: Catalogue, supplier: str) -> set[str]:
    """What a supplier may be called where figures say whose they are."""
    return {supplier, *(row["label"] for row in _rows_of(catalogue, supplier) if row.get("label"))}


def _rows_of(catalogue: Catalogue, supplier: str) -> list[dict[str, str]]:
    """What code lists of suppliers say of one."""
    found = []
    for contract in contracts_of(catalogue, supplier).values():
        if contract.supplier.code_set:
            name, _, column = contract.supplier.code_set.partition(".")
            with catalogue.code_sets[name].open(newline="", encoding="utf-8") as rows:
                held = csv.DictReader(rows)
                found += [row for row in held if row[column or "code"] == supplier]
    return found
