"""Pupil and NHS numbers are told from other text by their published checks, in DuckDB as in Python.

The samples are public ones; the reckoning here follows the published text, not the SQL.
"""

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from nhs_number.validate import calculate_checksum, is_valid

from orchestration.contracts.identifiers import has_nhs_check_digit, is_upn

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
VALID_UPNS = [
    "B801200005001",
    "P207000016049",
    "Z330200019001",
    "K885412320013",
    "E80120001903A",
]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def asked(con: duckdb.DuckDBPyConnection, condition: str, text: str) -> object:
    row = con.execute(f"select {condition} from (select ? as cell)", [text]).fetchone()
    assert row is not None
    return row[0]


def accepted(con: duckdb.DuckDBPyConnection, condition: str, texts: list[str]) -> list[str]:
    rows = con.execute(
        f"select cell from (select unnest(?::varchar[]) as cell) where {condition}", [texts]
    )
    return [row[0] for row in rows.fetchall()]


def check_letter(body: str) -> str:
    """DfE's guide: sum of (character x position) for positions 2 to 13, modulo 23."""
    total = 0
    for position, character in enumerate(body, start=2):
        number = int(character) if character in "0123456789" else LETTERS.index(character)
        total += number * position
    return LETTERS[total % 23]


def is_upn_by_hand(text: str) -> bool:
    if len(text) != 13 or text[0] not in LETTERS:
        return False
    if not all(character in "0123456789" for character in text[1:12]):
        return False
    return text[12] in "0123456789" + LETTERS and check_letter(text[1:]) == text[0]


BODIES = st.builds(
    "".join,
    st.tuples(
        st.text("0123456789", min_size=11, max_size=11),
        st.sampled_from("0123456789" + LETTERS + "IOS"),
    ),
)


@pytest.mark.parametrize("upn", VALID_UPNS)
def test_a_public_sample_is_a_pupil_number(upn: str, con: duckdb.DuckDBPyConnection) -> None:
    assert asked(con, is_upn("cell"), upn) is True


@pytest.mark.parametrize(
    "text",
    [
        "A801200005001",
        "b801200005001",
        "B80120000500",
        "B8012000050011",
        " B801200005001",
        "B801200005001\n",
        "E80120001903I",
        "E8012000190AA",
        "",
        "B",
    ],
)
def test_another_letter_case_or_length_is_no_pupil_number(
    text: str, con: duckdb.DuckDBPyConnection
) -> None:
    assert asked(con, is_upn("cell"), text) is False


@given(BODIES, st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_any_letter_before_twelve_characters_is_judged_as_by_hand(
    con: duckdb.DuckDBPyConnection, body: str, letter: str
) -> None:
    assert asked(con, is_upn("cell"), letter + body) is is_upn_by_hand(letter + body)


@given(BODIES.filter(lambda body: body[11] not in "IOS"))
@example("80120001903A")
def test_only_the_reckoned_letter_makes_a_pupil_number(
    con: duckdb.DuckDBPyConnection, body: str
) -> None:
    numbers = [letter + body for letter in LETTERS]
    assert accepted(con, is_upn("cell"), numbers) == [check_letter(body) + body]


@given(st.text(max_size=15))
def test_any_text_is_judged_as_a_pupil_number_by_hand(
    con: duckdb.DuckDBPyConnection, text: str
) -> None:
    assert asked(con, is_upn("cell"), text) is is_upn_by_hand(text)


@pytest.mark.parametrize("number", ["9434765919", "9990000018", "4010232137"])
@pytest.mark.parametrize("form", ["{}{}{}", "{} {} {}", "{}-{}-{}"])
def test_a_public_sample_is_an_nhs_number_however_it_is_grouped(
    number: str, form: str, con: duckdb.DuckDBPyConnection
) -> None:
    grouped = form.format(number[:3], number[3:6], number[6:])
    assert asked(con, has_nhs_check_digit("cell"), grouped) is True


@pytest.mark.parametrize("text", ["9434765918", "943476591", "94347659190", "943476591X", ""])
def test_another_digit_or_length_is_no_nhs_number(
    text: str, con: duckdb.DuckDBPyConnection
) -> None:
    assert asked(con, has_nhs_check_digit("cell"), text) is False


@given(st.text("0123456789", min_size=9, max_size=9))
@example("943476591")
@example("000000001")
def test_the_check_digit_is_that_of_the_public_package(
    con: duckdb.DuckDBPyConnection, nine: str
) -> None:
    digit = calculate_checksum(nine)
    numbers = [f"{nine}{last}" for last in range(10)]
    wanted = [] if digit == 10 else [f"{nine}{digit}"]
    assert accepted(con, has_nhs_check_digit("cell"), numbers) == wanted


@given(st.text("0123456789", min_size=9, max_size=9).map(lambda digits: f"4{digits}"))
@example("4010232137")
@example("4010232138")
def test_an_english_number_is_one_for_the_public_package_too(
    con: duckdb.DuckDBPyConnection, number: str
) -> None:
    assert asked(con, has_nhs_check_digit("cell"), number) is is_valid(number)


@given(st.text("0123456789", min_size=9, max_size=9), st.lists(st.integers(0, 10), max_size=4))
def test_spaces_and_hyphens_do_not_hide_an_nhs_number(
    con: duckdb.DuckDBPyConnection, nine: str, places: list[int]
) -> None:
    text = f"{nine}{calculate_checksum(nine)}"
    assume(len(text) == 10)
    for turn, place in enumerate(places):
        text = text[:place] + " -"[turn % 2] + text[place:]
    assert asked(con, has_nhs_check_digit("cell"), text) is True


@given(st.text(max_size=14))
def test_any_text_can_be_asked_whether_it_is_an_nhs_number(
    con: duckdb.DuckDBPyConnection, text: str
) -> None:
    assert asked(con, has_nhs_check_digit("cell"), text) in (True, False)


@pytest.mark.parametrize(
    "text", ["9434765919\t", "943\u00a0476\u00a05919", "943\u2013476\u20135919"]
)
def test_other_white_space_and_dashes_do_not_hide_an_nhs_number(
    text: str, con: duckdb.DuckDBPyConnection
) -> None:
    assert asked(con, has_nhs_check_digit("cell"), text) is True
