"""Who may draft, approve and see a release early, as declared in expectations/publication.

What they did is in the journal.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from orchestration.contracts.layouts import Strict
from orchestration.contracts.yaml_files import load, parse
from orchestration.home import PUBLICATION
from orchestration.refusals import Refusal

PEOPLE = PUBLICATION / "people.yml"
Role = Literal["author", "approver", "early_sight"]


class Person(Strict):
    """Somebody with a part in publishing; `why` says what early sight is needed for, and `account`
    is the user of the machine by which alone they approve, where it is given."""

    name: str
    post: str
    roles: list[Role]
    why: str = ""
    account: str = ""


class People(Strict):
    """Everybody who has a part; at most so many see a release before it is out."""

    early_sight_at_most: int
    people: list[Person]

    def named(self, name: str) -> Person | None:
        return next((one for one in self.people if same_person(one.name, name)), None)

    def with_role(self, role: Role) -> list[Person]:
        return [person for person in self.people if role in person.roles]

    def in_role(self, name: str, *roles: Role) -> Person:
        """The person, or Refusal where they are not listed with one of the roles."""
        person = self.named(name)
        if person is None or not set(roles) & set(person.roles):
            held = [one.name for one in self.people if set(roles) & set(one.roles)]
            known, wanted = ", ".join(held) or "nobody", " or ".join(roles).replace("_", " ")
            what = f"{name!r} is not listed as {wanted}; listed: {known}."
            raise Refusal(PEOPLE.name, what, f"Name one of them, or have {PEOPLE.name} changed.")
        return person


def read_people(path: Path = PEOPLE) -> People:
    """The declared people; Refusal where the list is not one that can be worked with."""
    people = parse(path, People, load(path))
    names = [" ".join(one.name.split()).casefold() for one in people.people]
    if len(set(names)) < len(names):
        raise Refusal(path.name, "A name stands there twice.", "Give one person all their roles.")
    early = people.with_role("early_sight")
    if len(early) > people.early_sight_at_most:
        most = people.early_sight_at_most
        what = f"{len(early)} people would see releases early; at most {most} may."
        raise Refusal(path.name, what, "Take names off: early sight is for the fewest people.")
    unexplained = [one.post for one in early if not one.why]
    if unexplained:
        what = f"It does not say why early sight is needed by: {', '.join(unexplained)}."
        raise Refusal(path.name, what, "Write it as `why`: it goes out with the release.")
    return people


def same_person(name: str, other: str) -> bool:
    """Whether two names are one, however they were typed."""
    return " ".join(name.split()).casefold() == " ".join(other.split()).casefold()


def is_one_of(name: str, names: Iterable[str]) -> bool:
    return any(same_person(name, other) for other in names)
