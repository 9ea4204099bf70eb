"""The steps that take a draft to its moment: its queries answered, approved, scheduled, seen early.

A step that was taken before says so and changes nothing. Letting it out is in `releasing`.
"""

from datetime import date, datetime, timedelta

from orchestration.audit import whoever_runs_this
from orchestration.clock import at_second
from orchestration.home import Home
from orchestration.months import Month
from orchestration.publication.calendar import Calendar, TooEarly
from orchestration.publication.people import People, Person, is_one_of
from orchestration.publication.states import DraftStanding, Standing
from orchestration.refusals import Refusal
from orchestration.release.folders import manifest_in, refuse_faults
from orchestration.release.reasons import refuse_reason
from orchestration.release.remembering import refuse_unless_attacked
from orchestration.release.settling import Answer, opened


def waive(
    home: Home, people: People, month: Month, rule: str, who: str, why: str, at: datetime
) -> Answer:
    """Answer a query of the draft in writing: by its number, or number and what it is about."""
    journal, standing = opened(home, month, at)
    draft = _waiting(standing)
    who = _approver(people, draft, who).name
    asked = [query for query in draft.queries if query == rule or query.split()[0] == rule]
    if not asked:
        if any(block.startswith(f"{rule}:") for block in draft.blocks):
            what = f"{rule} is a block of {draft.name}, and nobody can waive a block."
            raise Refusal("--waive", what, "Have the data corrected, then draft again.")
        known = ", ".join(draft.queries) or "none"
        what = f"{rule} is no query of {draft.name}; its queries: {known}."
        raise Refusal("--waive", what, "Name one of them.")
    refuse_reason("--waive", why, "A query is answered in writing.")
    still = [query for query in asked if query not in draft.waived]
    for query in still:
        told = {"query": query}
        journal.add("waived", month, draft.name, who=who, at=at, why=why, told=told)
    if not still:
        said = f"{rule} of {draft.name} was answered already by {draft.waived[asked[0]].who}."
        return _answer(said, False, standing, draft)
    return _answer(f"Answered for {draft.name}: {', '.join(still)}.", True, standing, draft)


def approve(
    home: Home, people: People, month: Month, who: str, at: datetime, why: str = ""
) -> Answer:
    """Approve the newest draft as it lies there, and nothing else: a later one needs it anew."""
    journal, standing = opened(home, month, at)
    if standing.waiting is None and standing.in_place:
        version = standing.in_place
        said = f"{version.name} is already released; no draft waits."
        return Answer(said, False, standing.month, version.name, "released")
    draft = _waiting(standing)
    person = _approver(people, draft, who)
    if draft.approved:
        said = f"{draft.name} is already approved, by {draft.approved.who}."
        return _answer(said, False, standing, draft)
    refuse_reason("--approve", why)
    _refuse_unready(standing, draft)
    refuse_faults(home.drafts / draft.name, draft.whole)
    if manifest_in(home.drafts / draft.name)["version"] != standing.next_version:
        what = f"{draft.name} was made before {standing.versions[-1].name} was released."
        raise Refusal("--approve", what, _draft_again(month))
    refuse_unless_attacked(home, draft.name, "--approve", month)
    told = {"whole": draft.whole, "post": person.post}
    journal.add("approved", month, draft.name, who=person.name, at=at, why=why, told=told)
    said = f"Approved: {draft.name} ({draft.whole[:12]}), by {person.name}, {person.post}."
    return _answer(said, True, standing, draft, "approved")


def schedule(
    home: Home,
    people: People,
    calendar: Calendar,
    month: Month,
    who: str,
    at: datetime,
    on: date | None = None,
    why: str = "",
) -> Answer:
    """Fix the moment of the approved draft: the announced one, or another day for a reason."""
    who = people.in_role(who, "author", "approver").name
    journal, standing = opened(home, month, at)
    draft = standing.approved
    if draft is None:
        if standing.in_place and not standing.waiting:
            said = f"{standing.in_place.name} is already released; no draft waits."
            return Answer(said, False, standing.month, standing.in_place.name, "released")
        raise Refusal("--schedule", "No draft is approved.", f"First: {_say(month, '--approve')}.")
    announced = calendar.moment(calendar.date_of(month))
    usual = announced if announced > at else calendar.next_moment(at)
    moment = calendar.moment(on) if on else usual
    if draft.release_at and (on is None or draft.release_at == at_second(moment)):
        held = datetime.fromisoformat(draft.release_at)
        said = f"{draft.name} is already scheduled for {calendar.shown(held)}."
        return _answer(said, False, standing, draft)
    if moment <= at:
        what = f"{calendar.shown(moment)} is past."
        raise Refusal("--on", what, "Name a day ahead, or leave --on out.")
    if moment != usual and not why.strip():
        what = f"The calendar says {calendar.shown(usual)}."
        raise Refusal("--on", what, "Give the reason for another day: --why.")
    refuse_reason("--schedule", why)
    early = [{"post": one.post, "why": one.why} for one in people.with_role("early_sight")]
    told = {"release_at": at_second(moment), "early_sight": early}
    journal.add("scheduled", month, draft.name, who=who, at=at, why=why, told=told)
    said = f"Scheduled: {draft.name} for {calendar.shown(moment)}."
    return _answer(said, True, standing, draft, "scheduled")


def early_sight(
    home: Home,
    people: People,
    calendar: Calendar,
    month: Month,
    name: str,
    who: str,
    at: datetime,
) -> Answer:
    """Note that somebody on the list looks at a release before it is out, and say where it is."""
    person, who = (
        people.in_role(name, "early_sight"),
        people.in_role(who, "author", "approver").name,
    )
    journal, standing = opened(home, month, at)
    draft = standing.approved
    if draft is None or not draft.release_at:
        what = f"No draft of {month} is scheduled."
        raise Refusal("--early-sight", what, f"First: {_say(month, '--schedule')}.")
    release_at = datetime.fromisoformat(draft.release_at)
    opens = release_at - timedelta(hours=calendar.early_sight_hours)
    if at < opens:
        what = f"Early sight begins {calendar.shown(opens)}."
        raise TooEarly("--early-sight", what, "Ask again then.")
    if at >= release_at:
        what = "Its moment has come: early sight is over."
        raise Refusal("--early-sight", what, f"Let it out: {_say(month, '--release')}.")
    folder = home.drafts / draft.name
    refuse_faults(folder, draft.whole)
    told = {"post": person.post, "why": person.why, "reader": person.name}
    journal.add("seen_early", month, draft.name, who=who, at=at, told=told)
    said = f"Noted: {person.name}, {person.post}, sees {draft.name} early. It is in {folder}"
    return _answer(said, True, standing, draft, "scheduled", str(folder))


def _refuse_unready(standing: Standing, draft: DraftStanding) -> None:
    again = _draft_again(standing.month)
    if not draft.is_gated:
        what = f"{draft.name} was interrupted before its gates were noted."
        raise Refusal("--approve", what, again)
    if draft.blocks:
        what = f"{draft.name} is blocked. {' '.join(draft.blocks)}"
        remedy = "Nobody can waive a block: have the data corrected, then draft again."
        raise Refusal("--approve", what, remedy)
    if draft.open_queries:
        what = f"{draft.name} has queries that nobody answered: {_told(draft)}"
        say = _say(standing.month, "--waive RULE --who NAME --why TEXT")
        raise Refusal("--approve", what, f"Answer each in writing: {say}.")
    if standing.in_place and draft.revising is None:
        what = f"{standing.in_place.name} is released, and nobody said why it is revised"
        what += f" by {draft.name}."
        say = _say(standing.month, "--revise --who NAME --why TEXT")
        raise Refusal("--approve", what, f"First: {say}.")


def _approver(people: People, draft: DraftStanding, who: str) -> Person:
    person = people.in_role(who, "approver")
    if is_one_of(person.name, draft.authors):
        what = f"{person.name} drafted {draft.name}, or edited its words."
        raise Refusal("approver", what, "Somebody else has to answer for it.")
    account = whoever_runs_this()
    if person.account and account != person.account:
        what = f"This is the account {account}, and {person.name} answers by {person.account}."
        raise Refusal("approver", what, "Sign in by that account.")
    if is_one_of(account, draft.authors):
        what = f"{draft.name} was drafted from this account, {account}, by nobody by name."
        raise Refusal("approver", what, "Draft it again with --who, or approve from another.")
    return person


def _told(draft: DraftStanding) -> str:
    return " ".join(f"{query}: {draft.queries[query]}" for query in draft.open_queries)


def _waiting(standing: Standing) -> DraftStanding:
    if standing.waiting is None:
        what = f"No draft of {standing.month} waits."
        raise Refusal("publish", what, _draft_again(standing.month))
    return standing.waiting


def _draft_again(month: object) -> str:
    return f"Draft it: sendmart publish --month {month}."


def _say(month: object, words: str) -> str:
    return f"sendmart publish --month {month} {words}"


def _answer(
    said: str,
    is_new: bool,
    standing: Standing,
    draft: DraftStanding,
    state: str = "",
    folder: str = "",
) -> Answer:
    return Answer(said, is_new, standing.month, draft.name, state or draft.state, folder)
