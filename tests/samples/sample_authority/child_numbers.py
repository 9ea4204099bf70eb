"""NHS numbers and unique learner numbers that pass their checks, no two of them the same.
Both begin with 999: for NHS numbers that is the range that is given to nobody."""

from collections.abc import Iterator

from .identifiers import nhs_check_digit

SCATTER, SPACE = 387_421, 1_000_000


def uln_of_nine(nine: str) -> str | None:
    """The nine digits with their tenth, or nothing where they make no valid number."""
    weighed = zip(nine, range(10, 1, -1), strict=True)
    rest = sum(int(digit) * weight for digit, weight in weighed) % 11
    return f"{nine}{10 - rest}" if rest else None


def nhs_of_nine(nine: str) -> str | None:
    check = nhs_check_digit(nine)
    return None if check is None or len(set(nine)) == 1 else f"{nine}{check}"


def scattered_nines() -> Iterator[str]:
    """Every nine digits from the range that is given to nobody, in an order that tells nothing."""
    for place in range(1, SPACE):
        yield f"999{place * SCATTER % SPACE:06d}"


def nhs_numbers() -> Iterator[str]:
    return (whole for nine in scattered_nines() if (whole := nhs_of_nine(nine)))


def learner_numbers() -> Iterator[str]:
    return (whole for nine in scattered_nines() if (whole := uln_of_nine(nine)))


def earlier_nhs_number(number: int) -> str:
    """The number that an adopted child had before: from the end of the range, counted backwards."""
    place = SPACE - 1 - 2 * number % (SPACE // 2)
    while True:
        whole = nhs_of_nine(f"999{place * SCATTER % SPACE:06d}")
        if whole:
            return whole
        place -= 1
