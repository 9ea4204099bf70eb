"""Which columns name a person, and how such a name is written so that two spellings are one.

Names and dates do not name anybody for sure; only numbers and systems' own identifiers do.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orchestration.contracts.casts import stands_for_none, text_of
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.identifiers import is_nhs_number, is_uln, is_upn
from orchestration.contracts.language import Table
from orchestration.contracts.sql import in_list, quoted

EVERYWHERE = {"upn": is_upn, "nhs_number": is_nhs_number, "uln": is_uln}
SPACES = "[\\s\u00a0]"
SEPARATORS = "[\\s\u00a0./-]"


@dataclass(frozen=True)
class Name:
    """One way in which somebody is named: a number, or a system's word for its people.

    kind      upn, nhs_number, uln, or the word
    supplier  whose system it is; empty for what is one and the same everywhere
    """

    kind: str
    supplier: str
    value: str

    @property
    def text(self) -> str:
        """What pseudonyms are made of."""
        return f"{self.kind}|{self.supplier}|{self.value}"

    @property
    def way(self) -> str:
        """The way without the value: nothing that tells who it is."""
        return f"{self.kind}|{self.supplier}"


@dataclass(frozen=True)
class Naming:
    """A column of a table that names a person."""

    word: str
    kind: str
    heading: str
    text: str

    def way(self, supplier: str, shared: Iterable[str]) -> tuple[str, str]:
        alone = self.kind in EVERYWHERE or self.kind in shared
        return self.kind, "" if alone else supplier

    @property
    def is_sound(self) -> str:
        """Whether a text may be followed from row to row; what is no number names nobody."""
        sound = EVERYWHERE.get(self.kind)
        return sound(normal_sql(self.kind, self.text)) if sound else "true"


def people_words(catalogue: Catalogue) -> set[str]:
    """Words that name a person for good in some supplier's system."""
    return {t.people_known_by for _, _, t in catalogue.tables() if t.people_known_by}


def shared_words(catalogue: Catalogue) -> set[str]:
    """Of those, the ones by which the same text is the same person whoever sends it."""
    return {name for name, word in catalogue.words.items() if word.of_whoever_sends}


def kind_of(catalogue: Catalogue, word: str) -> str:
    """The kind of name that a word of the dictionary gives."""
    told = catalogue.words[word]
    if told.evidence == "former_upn":
        return "upn"
    return told.check if told.check in EVERYWHERE else word


def namings(
    catalogue: Catalogue, table: Table, present: Iterable[str], further: Iterable[str] = ()
) -> Iterator[Naming]:
    """The columns of a table that name a person; `further` words where somebody asks for them."""
    wanted, there = people_words(catalogue) | set(further), set(present)
    for word, column in table.columns.items():
        kind = kind_of(catalogue, word)
        if column.from_ in there and (kind in EVERYWHERE or word in wanted):
            none = stands_for_none(column, catalogue.words[word])
            text = f"nullif({text_of(column)}, '')"
            if none:
                text = f"case when not {in_list(text_of(column), none)} then {text} end"
            yield Naming(word, kind, column.from_, text)


def normal(kind: str, value: str) -> str:
    """A value as it is compared: without spaces, in capitals, and numbers without separators."""
    left_out = SEPARATORS if kind in EVERYWHERE else SPACES
    return re.sub(left_out, "", value).upper()


def normal_sql(kind: str, text: str) -> str:
    """The same as a SQL text."""
    left_out = SEPARATORS if kind in EVERYWHERE else SPACES
    return f"upper(regexp_replace({text}, {quoted(left_out)}, '', 'g'))"
