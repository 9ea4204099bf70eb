"""What an agreement may say, and what it may not leave out."""

from datetime import date
from pathlib import Path

import pytest

from orchestration.contracts.catalogue import Catalogue
from orchestration.refusals import Refusal
from tests.unit.orchestration.small_project import AGREEMENT, changed, read_project, write_project

OPT_OUT = "{applies: false, why: it is for their own care}"
CONSENT = """\
consent: {table: visits, given_on: seen_on, scope: kind_code, as_of: listed_on, lasts_months: 12}
"""
BASIS = "article_6: [6(1)(e)]"


def agreed(folder: Path, *changes: tuple[str, str], more: str = "") -> Catalogue:
    text = AGREEMENT
    for old, new in changes:
        text = changed(text, old, new)
    return read_project(write_project(folder, agreement=text + more))


def test_an_agreement_is_read_with_its_contract(tmp_path: Path) -> None:
    agreement = agreed(tmp_path).agreements["visits"]
    assert agreement.reference == "CL-1"
    assert agreement.retention.years == 2


def test_a_contract_without_an_agreement_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"^visits\.yml: has no agreement"):
        read_project(write_project(tmp_path, agreement=None))


def test_an_agreement_without_a_contract_is_refused(tmp_path: Path) -> None:
    write_project(tmp_path)
    other = changed(AGREEMENT, "source: visits", "source: others")
    (tmp_path / "agreements" / "others.yml").write_text(other, encoding="utf-8")
    with pytest.raises(Refusal, match=r"agreements/others\.yml: .* has no contract"):
        read_project(tmp_path)


REFUSED = {
    "another's name": (("source: visits", "source: notes"), "Name both the same"),
    "a basis that is none": ((BASIS, "article_6: [6(1)(z)]"), "article_6"),
    "a purpose that is none": (("[service_monitoring]", "[curiosity]"), "purposes"),
    "an end before the beginning": (("2031-03-31", "2019-03-31"), "ends before it begins"),
    "consent as basis, and no consent": ((BASIS, "article_6: [6(1)(a)]"), "counts as `consent`"),
    "no reason for no opt-out": ((OPT_OUT, "{applies: false}"), "say `why`"),
    "an opt-out that nothing shows": ((OPT_OUT, "{applies: true}"), "say `why`"),
    "an opt-out shown by no column": (
        (OPT_OUT, "{applies: true, shown_by: opted_out_on}"),
        "no table has the word 'opted_out_on'",
    ),
    "an opt-out shown by no day": (
        (OPT_OUT, "{applies: true, shown_by: kind_code}"),
        "takes 'kind_code' for a day",
    ),
    "people, and no basis": (
        ("personal_data: identifiable", "personal_data: none"),
        "lawful_basis",
    ),
    "kept for no time": (("years: 2", "years: 0"), "years"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_refused_by_name(case: str, tmp_path: Path) -> None:
    change, said = REFUSED[case]
    with pytest.raises(Refusal) as refused:
        agreed(tmp_path, change)
    assert said in str(refused.value)


def test_consent_names_words_of_its_table(tmp_path: Path) -> None:
    consent = (BASIS, "article_6: [6(1)(a)]")
    assert agreed(tmp_path / "sound", consent, more=CONSENT).agreements["visits"].consent
    wrong = changed(CONSENT, "scope: kind_code", "scope: note")
    with pytest.raises(Refusal, match=r"does not have: \['note'\]"):
        agreed(tmp_path / "wrong", consent, more=wrong)


def test_an_agreement_is_in_force_on_its_first_and_last_day_and_ends_soon_before(
    tmp_path: Path,
) -> None:
    agreement = agreed(tmp_path).agreements["visits"]
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2031, 3, 31), date(2031, 4, 1)]
    assert [agreement.is_in_force(day) for day in days] == [False, True, True, False]
    assert not agreement.ends_soon(date(2031, 2, 3))
    assert agreement.ends_soon(date(2031, 2, 4))
