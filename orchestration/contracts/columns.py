"""What the dictionary may say of a word, and a contract of the column that a word comes from.

There are no expressions; tables and deliveries are in `language`.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from orchestration.contracts.layouts import Name, Strict

MonthText = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Rule = Annotated[str, Field(pattern=r"^[DV]\d{2,3}$")]

Privacy = Literal[
    "direct_identifier", "indirect_identifier", "special_category", "pseudonym", "open"
]


Evidence = Literal[
    "upn",
    "former_upn",
    "nhs_number",
    "uln",
    "forename",
    "surname",
    "born_on",
    "postcode",
    "sex",
    "adopted",
]
EVIDENCE_TYPES: dict[Evidence, str] = {"born_on": "date", "sex": "code", "adopted": "flag"}


class Word(Strict):
    """One word of the dictionary: a column name with one type and one meaning everywhere.

    codes     for a code: its list in seeds/, or a column of it after a dot
    any_case  capitals do not matter in it; the codes are then written in small letters
    minimum, maximum  limits of a number, both allowed
    pattern   a regular expression that the whole text must match
    of_one_delivery  it is given anew in each delivery, as the number of a row
    evidence  what it tells of who somebody is, for the linked room; `adopted` marks an identity
              that ended when the child was adopted and is never linked to the later one
    of_whoever_sends  where it names a person, the same text names the same person in every
              supplier's extract; otherwise each supplier numbers people by itself
    """

    type: Literal["text", "integer", "count", "decimal", "date", "moment", "month", "flag", "code"]
    description: str
    privacy: Privacy
    codes: str | None = None
    any_case: bool = False
    earliest: date = date(1995, 1, 1)
    may_be_future: bool = False
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None
    of_one_delivery: bool = False
    evidence: Evidence | None = None
    of_whoever_sends: bool = False
    check: Literal["upn", "nhs_number", "not_an_nhs_number", "uln"] | None = None

    @model_validator(mode="after")
    def _codes_belong_to_codes(self) -> Self:
        if (self.type == "code") != (self.codes is not None):
            raise ValueError("a word has a code set (`codes:`) exactly when its type is `code`")
        limited = self.minimum is not None or self.maximum is not None
        if limited and self.type not in ("integer", "count", "decimal"):
            raise ValueError("only a number has a minimum or a maximum")
        if self.pattern and self.type != "text":
            raise ValueError("only text has a pattern")
        if self.evidence and self.type != EVIDENCE_TYPES.get(self.evidence, "text"):
            kind = EVIDENCE_TYPES.get(self.evidence, "text")
            raise ValueError(f"evidence of `{self.evidence}` is a {kind}")
        return self


class NotBefore(Strict):
    """This date may not be earlier than that of another word in the row."""

    word: Name
    rule: Rule


class When(Strict):
    """A condition on a code in the same row."""

    word: Name
    codes: list[str]
    rule: Rule


class PairedWith(Strict):
    """Both words are given or neither is."""

    word: Name
    rule: Rule


class Former(Strict):
    """Another heading that the column had in other months, from the first to the last of them."""

    from_: str = Field(alias="from", pattern=r"^[^{}]+$")
    since: MonthText | None = None
    until: MonthText | None = None


class Column(Strict):
    """Which of the supplier's columns a word comes from, and how it is written there.

    format         how a date or moment is written; several only where no text fits two of them
    since, until   the first and the last month in which the column is promised
    formerly       headings that it had in other months
    means          the supplier's word, in any capitals -> our code
    no_number      texts that say why there is no such number, where a word has a check
    kept_if_wrong  a value that is not as its word should be is asked about and its row is kept;
                   a number that fails its check, or a day too early, is then read as none
    yes, no        how a flag is written, in any capitals
    each_month_kept  tables below that are kept each month carry it as it was told that month
    judged_on      the date in the row on which its code must have been valid; without it, some
                   day of the delivery's month
    """

    from_: str = Field(alias="from", pattern=r"^[^{}]+$")
    format: str | list[str] | None = None
    required: bool = False
    may_be_absent: bool = False
    since: MonthText | None = None
    until: MonthText | None = None
    formerly: list[Former] = []
    blank_means: str | None = None
    missing_marks: dict[str, str] = {}
    means: dict[str, str] = {}
    no_number: list[str] = []
    kept_if_wrong: bool = False
    yes: list[str] = ["1"]
    no: list[str] = ["0"]
    each_month_kept: bool = False
    judged_on: Name | None = None
    not_before: NotBefore | None = None
    needed_when: When | None = None
    empty_when: When | None = None
    paired_with: PairedWith | None = None

    @property
    def formats(self) -> list[str]:
        return [self.format] if isinstance(self.format, str) else self.format or []

    def headings(self) -> list[tuple[str, str | None, str | None]]:
        """Every heading it ever had, the present one first, each with its first and last month."""
        older = [(former.from_, former.since, former.until) for former in self.formerly]
        return [(self.from_, self.since, self.until), *older]
