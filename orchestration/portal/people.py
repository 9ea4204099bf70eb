"""Who may sign in, and as what.

How they prove it is in `accounts` and `single_sign_on`; what each role sees is with its pages.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here for; each person has one."""

    supplier = "supplier"
    engineer = "engineer"
    analyst = "analyst"
    approver = "approver"
    auditor = "auditor"

    @property
    def shown(self) -> str:
        """As it stands on a page."""
        return SHOWN[self]


SHOWN = {
    Role.supplier: "supplier",
    Role.engineer: "data engineer",
    Role.analyst: "performance analyst",
    Role.approver: "approver",
    Role.auditor: "auditor",
}


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in; only a supplier's people have a supplier, and only the one."""

    name: str
    role: Role
    supplier: str | None = None


def tidy_name(name: str) -> str:
    """A name in one form of each letter, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def key_of(name: str) -> str:
    """What names are compared by: however one is typed, it is the same person's."""
    return tidy_name(name).casefold()


@dataclass(frozen=True)
class Link:
    """An entry of the menu, for those roles; a role begins at that with the lowest `place`."""

    text: str
    href: str
    roles: frozenset[Role]
    place: int = 50
