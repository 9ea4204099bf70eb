"""What was agreed about a source's data: why it may be held, for what, until when, how long kept.

What is delivered is the contract's to say; who may not be processed is found at the door.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from orchestration.contracts.columns import Word
from orchestration.contracts.language import Contract
from orchestration.contracts.layouts import Name, Strict
from orchestration.contracts.yaml_files import load, parse
from orchestration.refusals import Refusal

ENDS_SOON = timedelta(weeks=8)

Article6 = Literal["6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)", "6(1)(e)", "6(1)(f)"]
Article9 = Literal["9(2)(a)", "9(2)(b)", "9(2)(c)", "9(2)(g)", "9(2)(h)", "9(2)(i)", "9(2)(j)"]
Schedule1 = Literal[
    "2 health or social care purposes",
    "4 research",
    "6 statutory and government purposes",
    "8 equality of opportunity or treatment",
    "18 safeguarding of children and of individuals at risk",
]
Purpose = Literal[
    "statutory_return",
    "service_monitoring",
    "joint_commissioning",
    "quality_assurance",
    "inspection",
    "safeguarding",
    "linkage",
    "public_statistics",
    "comparison",
]
NO_CONTRACT = "is for a source '{}' that has no contract."


class LawfulBasis(Strict):
    """Why it is lawful: UK GDPR, the Data Protection Act 2018, the power to share."""

    article_6: list[Article6] = Field(min_length=1)
    article_9: list[Article9] = []
    schedule_1: list[Schedule1] = []
    gateways: list[str] = Field(min_length=1)


class OptOut(Strict):
    """The national data opt-out: patients' choice that confidential information about them is used
    for their own care only.

    why       where it does not apply: why not
    shown_by  where it applies: the word with the day on which the provider applied it
    """

    applies: bool
    why: str | None = None
    shown_by: Name | None = None

    @model_validator(mode="after")
    def _says_why_or_how(self) -> Self:
        if self.applies != (self.why is None) or self.applies != (self.shown_by is not None):
            raise ValueError("say `why` it does not apply, or by which word it is `shown_by`")
        return self


class Consent(Strict):
    """What counts as consent, where nothing else allows the use of a row.

    given_on     the word with the day of consent
    scope        the word that says what was agreed to; empty is nothing
    no_consent   codes of the scope that are none, as when it was withdrawn
    as_of        the word with the day of the extract; consent of a later day is none yet
    lasts_months after which it has lapsed, and the family must be asked again
    """

    table: Name
    given_on: Name
    scope: Name
    no_consent: list[str] = []
    as_of: Name
    lasts_months: int = Field(ge=1, le=120)

    @property
    def words(self) -> tuple[str, ...]:
        return (self.given_on, self.scope, self.as_of)


class Retention(Strict):
    """How long a delivery is kept: years after its receipt, or after the end of its period; and
    days after receipt for what was refused."""

    years: int = Field(ge=1, le=100)
    after: Literal["receipt", "period"]
    refused_days: int = Field(ge=1, le=3660)


class Agreement(Strict):
    """What stands between a sender and us about one source.

    personal_data  whether its rows are about people, and known by name or number, or by pseudonym
    reference      of the sharing agreement, or of the licence where anybody may have it
    ends_on        the last day on which it may be received
    """

    source: Name
    reference: str
    controller: str
    begins_on: date
    ends_on: date
    personal_data: Literal["none", "pseudonymous", "identifiable"]
    purposes: list[Purpose] = Field(min_length=1)
    lawful_basis: LawfulBasis | None = None
    national_data_opt_out: OptOut
    consent: Consent | None = None
    retention: Retention

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        basis = self.lawful_basis
        if (self.personal_data == "none") != (basis is None):
            raise ValueError("data about people, and no other, has a `lawful_basis`")
        by_consent = basis is not None and (
            "6(1)(a)" in basis.article_6 or "9(2)(a)" in basis.article_9
        )
        if by_consent != (self.consent is not None):
            raise ValueError("say what counts as `consent` exactly where the basis is consent")
        if self.ends_on < self.begins_on:
            raise ValueError("it ends before it begins")
        return self

    def is_in_force(self, day: date) -> bool:
        return self.begins_on <= day <= self.ends_on

    def ends_soon(self, day: date) -> bool:
        """Whether it has ended, or will within weeks."""
        return self.ends_on < day + ENDS_SOON


def read_agreements(folder: Path, contracts: dict[str, Contract]) -> dict[str, Agreement]:
    """Read `<source>.yml` for every source; raise Refusal where one is missing or fits none."""
    found: dict[str, Agreement] = {}
    for path in sorted(folder.glob("*.yml")):
        agreement, where = parse(path, Agreement, load(path)), f"agreements/{path.name}"
        if agreement.source != path.stem:
            raise Refusal(where, f"is for source '{agreement.source}'.", "Name both the same.")
        if agreement.source not in contracts:
            raise Refusal(where, NO_CONTRACT.format(path.stem), "Name it as the contract is named.")
        found[agreement.source] = agreement
    for source in contracts:
        if source not in found:
            what = "has no agreement: nothing says why its data may be held."
            raise Refusal(f"{source}.yml", what, f"Add expectations/agreements/{source}.yml.")
    return found


def check_words(agreement: Agreement, contract: Contract, words: dict[str, Word]) -> None:
    """Refuse an agreement that speaks of words its contract lacks, or that are of another kind."""
    where = f"agreements/{agreement.source}.yml"
    consent, shown_by = agreement.consent, agreement.national_data_opt_out.shown_by
    if shown_by and not any(shown_by in table.columns for table in contract.tables.values()):
        what = f"the opt-out applies, but no table has the word '{shown_by}' that shows it."
        raise Refusal(where, what, "Agree on such a column with the provider and add it.")
    table = contract.tables.get(consent.table) if consent else None
    if consent is None:
        _are_dates(where, filter(None, [shown_by]), words)
        return
    lacking = [word for word in consent.words if table is None or word not in table.columns]
    if lacking:
        what = f"looks for consent in words that '{consent.table}' does not have: {lacking}."
        raise Refusal(where, what, "Name a table and words of its contract.")
    _are_dates(where, [consent.given_on, consent.as_of, *filter(None, [shown_by])], words)


def _are_dates(where: str, names: Iterable[str], words: dict[str, Word]) -> None:
    for name in names:
        if words[name].type != "date":
            raise Refusal(where, f"takes '{name}' for a day.", "Name a word whose type is date.")
