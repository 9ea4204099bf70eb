"""The journal of restrictions and erasures, each by keyed pseudonyms, and what is in force of it.

It is the one file that a restored backup needs besides the keys: what it says is done again there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
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
        for hold in latest.values():
            if hold.kind != "lifted":
                ways.update(hold.ways)
                for pseudonym in hold.pseudonyms:
                    rules[pseudonym] = max(RULES[hold.kind], rules.get(pseudonym, ""))
        return Held(self._home, rules, ways)

    def add(
        self,
        kind: Kind,
        names: Sequence[Name],
        why: str,
        said_by: str,
        at: datetime,
        evidence: dict[str, Any] | None = None,
    ) -> Hold:
        """Write a decision down; the names themselves are not written anywhere."""
        known = sorted({name.text: name for name in names}.items())
        given = the_keys(self._home).pseudonyms(HOLD, [text for text, _ in known])
        hold = Hold(
            f"H{len({held.hold_id for held in self.all()}) + 1:04d}",
            kind,
            sorted(given),
            sorted({name.way for _, name in known}),
            why,
            said_by,
            at.isoformat(timespec="seconds"),
            evidence or {},
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

    def __bool__(self) -> bool:
        return bool(self.rules)

    @property
    def further_words(self) -> set[str]:
        """Words by which somebody on the list is named, whether or not a contract's people are."""
        return {way.partition("|")[0] for way in self.ways}

    def rules_of(self, texts: Sequence[str]) -> list[str | None]:
        """For each name's text the rule under which its person is held, if any.

        A decision keeps the version of the key that it was made with, for nobody could make its
        pseudonyms anew once the names are gone.
        """
        keys, found = the_keys(self.home), [None] * len(texts)
        answers: list[str | None] = list(found)
        for version in sorted({int(text.split(".")[1][1:]) for text in self.rules}):
            key = keys.held.find(HOLD, version)
            if key is None:
                what = f"Version {version} of the key for holds is gone."
                raise Refusal(keys.where, what, "Put it back: nobody held could be recognised.")
            for place, pseudonym in enumerate(pseudonyms(key, texts)):
                rule = self.rules.get(pseudonym)
                answers[place] = max(rule or "", answers[place] or "") or None
        return answers

    def lacks(self, names: Iterable[Name]) -> list[Name]:
        """Those of the names that nobody on the list has yet."""
        wanted = list(names)
        answers = self.rules_of([name.text for name in wanted]) if self else [None] * len(wanted)
        return [name for name, rule in zip(wanted, answers, strict=True) if rule is None]
