"""The journal of restrictions and erasures, each by keyed pseudonyms, and what is in force of it.

It is the one file that a restored backup needs besides the keys: what it says is done again there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from orchestration.holds.naming import Name
from orchestration.home import Home
from orchestration.journal import Journal
from orchestration.keys import HOLD, the_keys
from orchestration.keys.pseudonyms import pseudonyms
from orchestration.refusals import Refusal

Kind = Literal["restricted", "erased", "lifted"]
RULES: dict[str, str] = {"restricted": "D62", "erased": "D63"}


@dataclass(frozen=True)
class Hold:
    """One decision about one person, known here by pseudonyms only.

    hold_id   H0001 and so on; the decision that lifts a restriction has that one's
    ways      how the person is named: kinds of numbers and systems, without any value
    births    of an erased person the day of birth, by pseudonym, where rows must not contradict it
    evidence  what was done and where, as counts
    """

    hold_id: str
    kind: Kind
    pseudonyms: list[str]
    ways: list[str]
    why: str
    said_by: str
    said_at: str
    evidence: dict[str, Any] = field(default_factory=dict)
    births: list[str] = field(default_factory=list)


class Holds:
    """Every decision of one data home; a later one on the same case counts."""

    def __init__(self, home: Home) -> None:
        folder = home.root / "identifiable" / "holds"
        folder.mkdir(exist_ok=True)
        self._home, self._journal = home, Journal(folder / "holds.jsonl")

    def all(self) -> list[Hold]:
        return [Hold(**line) for line in self._journal.lines()]

    def in_force(self) -> "Held":
        """Whom to look for: nobody at all where the journal is empty."""
        latest = {hold.hold_id: hold for hold in self.all()}
        rules: dict[str, str] = {}
        ways: set[str] = set()
        births: dict[str, list[list[str]]] = {}
        for hold in latest.values():
            if hold.kind != "lifted":
                ways.update(hold.ways)
                for pseudonym in hold.pseudonyms:
                    rules[pseudonym] = max(RULES[hold.kind], rules.get(pseudonym, ""))
                    if hold.kind == "erased":
                        births.setdefault(pseudonym, []).append(hold.births)
        # One erasure that asks for no birth date makes the name the erased's on every row.
        known = {name: sum(of, []) for name, of in births.items() if all(of)}
        return Held(self._home, rules, ways, known)

    def add(
        self,
        kind: Kind,
        names: Sequence[Name],
        why: str,
        said_by: str,
        at: datetime,
        evidence: dict[str, Any] | None = None,
        born_on: date | None = None,
    ) -> Hold:
        """Write a decision down; the names and the birth date are not written anywhere."""
        known = sorted({name.text: name for name in names}.items())
        keys = the_keys(self._home)
        given = keys.pseudonyms(HOLD, [text for text, _ in known])
        births = keys.pseudonyms(HOLD, [birth_text(born_on)]) if born_on else []
        hold = Hold(
            f"H{len({held.hold_id for held in self.all()}) + 1:04d}",
            kind,
            sorted(given),
            sorted({name.way for _, name in known}),
            why,
            said_by,
            at.isoformat(timespec="seconds"),
            evidence or {},
            births,
        )
        self._journal.add(asdict(hold))
        return hold

    def lift(self, hold_id: str, why: str, said_by: str, at: datetime) -> Hold:
        """Take a restriction back; an erasure cannot be."""
        held = {hold.hold_id: hold for hold in self.all()}.get(hold_id)
        if held is None or held.kind != "restricted":
            what = "There is no restriction of that number in force."
            raise Refusal(hold_id, what, "List them: sendmart person holds.")
        moment = at.isoformat(timespec="seconds")
        lifted = Hold(hold_id, "lifted", held.pseudonyms, held.ways, why, said_by, moment)
        self._journal.add(asdict(lifted))
        return lifted

    def note(self, hold: Hold, evidence: dict[str, Any]) -> None:
        """Add to a decision what was done for it."""
        self._journal.add({**asdict(hold), "evidence": evidence})


@dataclass(frozen=True)
class Held:
    """Whom to look for, by pseudonym: each with the rule that its rows are set aside under."""

    home: Home
    rules: dict[str, str] = field(repr=False)
    ways: set[str]
    births: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.rules)

    @property
    def further_words(self) -> set[str]:
        """Words by which somebody on the list is named, whether or not a contract's people are."""
        return {way.partition("|")[0] for way in self.ways}

    def rules_of(self, texts: Sequence[str]) -> list[str | None]:
        """For each name's text the rule under which its person is held, if any."""
        return [
            max((self.rules[one] for one in hidden if one in self.rules), default=None)
            for hidden in self._hidden(texts)
        ]

    def births_of(self, texts: Sequence[str]) -> list[list[str]]:
        """For each name's text the births of the erased who had it; none where none is asked."""
        return [
            [birth for one in hidden for birth in self.births.get(one, [])]
            for hidden in self._hidden(texts)
        ]

    def hide_births(self, births: Sequence[date]) -> list[list[str]]:
        """Days of birth as the journal has them: in every version of the key that it was made
        with."""
        return self._hidden([birth_text(birth) for birth in births])

    def _hidden(self, texts: Sequence[str]) -> list[list[str]]:
        """The pseudonyms of each text. A decision keeps the version of the key that it was made
        with, for nobody could make its pseudonyms anew once the names are gone."""
        keys = the_keys(self.home)
        found: list[list[str]] = [[] for _ in texts]
        for version in sorted({int(text.split(".")[1][1:]) for text in self.rules}):
            key = keys.held.find(HOLD, version)
            if key is None:
                what = f"Version {version} of the key for holds is gone."
                raise Refusal(keys.where, what, "Put it back: nobody held could be recognised.")
            for place, pseudonym in enumerate(pseudonyms(key, texts)):
                found[place].append(pseudonym)
        return found

    def lacks(self, names: Iterable[Name]) -> list[Name]:
        """Those of the names that nobody on the list has yet."""
        wanted = list(names)
        answers = self.rules_of([name.text for name in wanted]) if self else [None] * len(wanted)
        return [name for name, rule in zip(wanted, answers, strict=True) if rule is None]


def birth_text(born_on: date) -> str:
    """What the pseudonym of a day of birth is made of: no name has this kind."""
    return f"born_on||{born_on.isoformat()}"
