"""The policies by name: how a count, a share and a length are shown, and what that tells a reader.

Every size of disclosure control is decided here and nowhere else. Which counts are hidden beside
the small ones is decided in `protect`.

Sources: NHS England's disclosure control of 2018 (small counts hidden, others to the nearest 5,
shares from rounded counts); DfE open data standards for the symbols c, x and z.
"""

from orchestration.disclosure.system import HIDDEN as AT_LEAST_ONE
from orchestration.disclosure.system import Known, exactly
from orchestration.refusals import Refusal

HIDDEN, NOT_AVAILABLE, NOT_APPLICABLE = "c", "x", "z"

SMALL = 4
BASE = 5
TABLE_WAYS = 2
FEWEST_FOR_A_SHARE = 20
# Of a smaller base, a step of rounding is over half a percent.
WHOLE_PERCENTS_BELOW = 1000
FEWEST_FOR_A_LENGTH = 10
FEWEST_FOR_A_PERCENTILE = 20


def is_small(count: int) -> bool:
    return 0 < count <= SMALL


def rounded(count: int) -> int:
    """To the nearest 5; never to nought, for what would be is hidden."""
    return BASE * ((count + BASE // 2) // BASE)


def shown_count(policy: str, count: int, *, is_hidden: bool = False) -> str:
    """A count of people as it is shown; there are never fewer than none."""
    if count < 0:
        raise Refusal(
            "disclosure control",
            "A count of people is less than nought, and would be shown as if nobody were there.",
            "Look for it with sendmart explain; a sum has a wrong sign, or takes off too much.",
            "V112",
        )
    if policy == "exact":
        return str(count)
    if is_hidden or is_small(count):
        return HIDDEN
    return str(rounded(count) if policy == "round5" else count)


def known_from(policy: str, shown: str) -> Known:
    """What a count can be that is shown so. A nought is always shown; c may hide any other."""
    if shown == HIDDEN:
        return AT_LEAST_ONE
    number = int(shown)
    if policy != "round5" or number == 0:
        return exactly(number)
    return Known(max(number - BASE // 2, SMALL + 1), number + BASE // 2)


def shown_share(policy: str, numerator: str, denominator: str, places: int) -> str:
    """A percentage, from the counts as they are shown and never from others: who reads it learns
    nothing that the counts do not say.

    Rounded counts give whole percents of all but large bases.
    """
    if denominator == "0":
        return NOT_APPLICABLE
    if HIDDEN in (numerator, denominator):
        return HIDDEN
    above, below = int(numerator), int(denominator)
    if policy == "round5":
        if below < FEWEST_FOR_A_SHARE:
            return HIDDEN
        return half_up(100 * above, below, places if below >= WHOLE_PERCENTS_BELOW else 0)
    return half_up(100 * above, below, places)


def half_up(numerator: int, denominator: int, places: int) -> str:
    """A fraction as a plain decimal, rounded half away from nought, once."""
    scaled = abs(numerator) * 10**places
    whole = (2 * scaled + denominator) // (2 * denominator)
    sign = "-" if numerator < 0 and whole else ""
    if places == 0:
        return f"{sign}{whole}"
    return f"{sign}{whole // 10**places}.{whole % 10**places:0{places}d}"
