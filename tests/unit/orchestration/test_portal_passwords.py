"""What a password must be, how it is kept, and who may have an account."""

from datetime import datetime

import pytest
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.portal.accounts import add_account, proven
from orchestration.portal.passwords import hashed, refuse_weak
from orchestration.portal.people import Person, Role
from orchestration.refusals import Refusal

AT = datetime(2026, 2, 1, 9, 0)
GOOD = "violet tram kettle moon"


@pytest.mark.parametrize(
    "weak",
    [
        "short one",
        "x" * 201,
        "aaaaaaaaaaaaaaaabbb",
        "the greenhouse was ann green",
        "Password12345!!",
        "qwerty123456789",
        "sendmart-council-changeme",
    ],
)
def test_a_weak_password_is_refused_and_never_repeated(weak: str) -> None:
    with pytest.raises(Refusal) as told:
        refuse_weak(weak, "Ann Green")
    assert weak not in str(told.value)


@pytest.mark.parametrize("good", [GOOD, "Zw7#kqT!9vLp2xR", "pęk żółtych kwiatów rano"])
def test_a_good_password_is_taken(good: str) -> None:
    refuse_weak(good, "Ann Green")


def test_a_password_is_kept_as_rfc_9106_asks() -> None:
    assert hashed(GOOD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert hashed(GOOD) != hashed(GOOD)


def test_one_name_is_one_account_however_it_is_typed(home: Home) -> None:
    add_account(home, Person("Ann Green", Role.auditor), GOOD, AT)
    with pytest.raises(Refusal, match="an account of that name"):
        add_account(home, Person(" ann  GREEN", Role.auditor), GOOD, AT)
    assert proven(home, "ANN GREEN", GOOD) == Person("Ann Green", Role.auditor)
    assert proven(home, "Ann Green", GOOD + " ") is None


@pytest.mark.parametrize(
    "person",
    [Person("A", Role.supplier), Person("A", Role.auditor, "X9901"), Person(" ", Role.auditor)],
)
def test_exactly_the_people_of_a_supplier_have_one(person: Person, home: Home) -> None:
    with pytest.raises(Refusal):
        add_account(home, person, GOOD, AT)


def test_accounts_are_added_listed_and_shut_by_command() -> None:
    def say(*words: str, typed: str = "") -> tuple[int, str]:
        done = CliRunner().invoke(app, ["portal", "account", *words], input=typed)
        return done.exit_code, done.output

    add = ("add", "Ann Green", "--role", "supplier", "--supplier")
    assert say(*add, "nobody", typed=GOOD)[0] == 1
    assert say(*add, "X9901", typed="too short\n")[0] == 1
    assert say(*add, "X9901", typed=f"{GOOD}\n")[0] == 0
    assert say("add", "Bob", "--role", "king", typed=GOOD)[0] == 2
    assert "X9901" in say("list")[1]
    assert say("disable", "ann green")[0] == 0
    assert proven(Home.at(), "Ann Green", GOOD) is None
    assert say("enable", "Ann Green")[0] == 0
    assert say("password", "Ann Green", typed="orbit walnut candle seven\n")[0] == 0
    assert proven(Home.at(), "Ann Green", "orbit walnut candle seven") is not None
    assert say("password", "Nobody", typed=f"{GOOD}\n")[0] == 1
