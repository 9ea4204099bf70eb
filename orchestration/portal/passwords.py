"""What a password must be, and how it is kept: as an Argon2 hash, and nothing else.

Whose it is and how often it may be tried is in `accounts` and `attempts`.
"""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from orchestration.refusals import Refusal

SHORTEST, LONGEST, DIFFERENT = 14, 200, 6
COMMON = (
    *("password", "passw0rd", "sendmart", "letmein", "welcome", "qwerty", "asdf", "zxcv"),
    *("12345", "54321", "abcde", "iloveyou", "football", "liverpool", "council", "changeme"),
)
ADVICE = "Use three or more random words, such as you would not say together."


def refuse_weak(password: str, name: str) -> None:
    """Raise Refusal that says what is wrong with it; it never holds the password."""
    what = _fault(password, name)
    if what:
        raise Refusal("password", what, ADVICE)


def _fault(password: str, name: str) -> str:
    plain = password.casefold()
    parts = [part for part in name.casefold().replace("@", " ").replace(".", " ").split()]
    if len(password) < SHORTEST:
        return f"The password is shorter than {SHORTEST} characters."
    if len(password) > LONGEST:
        return f"The password is longer than {LONGEST} characters."
    if len(set(plain)) < DIFFERENT:
        return f"The password has fewer than {DIFFERENT} different characters."
    if any(len(part) >= 4 and part in plain for part in parts):
        return "The password has part of the name in it."
    left = plain
    for word in COMMON:
        left = left.replace(word, "")
    if len(left) < SHORTEST - 4:
        return "The password is mostly a word or a row of keys that everybody tries first."
    return ""


def hashed(password: str) -> str:
    return hasher().hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether it is the password; it takes as long where there is none to compare it with."""
    try:
        hasher().verify(kept or _nobodys(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def hasher() -> PasswordHasher:
    """Argon2id with what RFC 9106 asks of a server with little memory."""
    return PasswordHasher()


@cache
def _nobodys() -> str:
    return hasher().hash("nobody has this password")
