"""What may be asked of the made-up authority, and what is said back.
Nothing is generated or written here."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .days import months_ending

Mess = Literal["none", "real", "hostile"]
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Options:
    """The arguments of one making, checked."""

    pupils: int
    months: tuple[str, ...]
    seed: int
    mess: Mess
    truth: bool

    @property
    def until(self) -> str:
        return self.months[-1]

    @property
    def is_messy(self) -> bool:
        return self.mess != "none"

    def at(self, thirteenths: int) -> str:
        """The month that lies so many thirteenths of the way through."""
        return self.months[len(self.months) * thirteenths // 13]

    @property
    def resubmitted(self) -> str | None:
        return self.at(5) if self.is_messy and len(self.months) >= 4 else None

    @property
    def sent_again(self) -> str | None:
        return self.at(7) if self.is_messy and len(self.months) >= 4 else None

    @property
    def silent(self) -> str | None:
        return self.at(3) if self.is_messy and len(self.months) >= 4 else None


@dataclass(frozen=True)
class Summary:
    """What one making left behind: files and CSV rows below landing, and planted mess."""

    files: int
    rows: int
    months: list[str]
    planted: int
    out: Path


def checked(pupils: int, months: int, until: str, seed: int, mess: Mess, truth: bool) -> Options:
    if pupils < 1:
        raise ValueError(f"pupils is {pupils}: ask for at least 1.")
    if months < 1:
        raise ValueError(f"months is {months}: ask for at least 1.")
    if not MONTH.fullmatch(until):
        raise ValueError(f"until is {until!r}: write the last month as YYYY-MM, such as 2025-12.")
    if mess not in ("none", "real", "hostile"):
        raise ValueError(f"mess is {mess!r}: choose none, real or hostile.")
    return Options(pupils, tuple(months_ending(until, months)), seed, mess, truth)
