"""Turns what somebody typed into the names to look for; what is no way to name anybody is refused.

Refusals never repeat what was typed: it may be a child's number.
"""

from orchestration.contracts.catalogue import Catalogue
from orchestration.holds.naming import EVERYWHERE, Name, kind_of, normal, shared_words
from orchestration.home import Home
from orchestration.refusals import Refusal
from orchestration.rights.records import names_of_person


def names_given(
    home: Home,
    catalogue: Catalogue,
    upn: str | None = None,
    nhs_number: str | None = None,
    uln: str | None = None,
    person_id: str | None = None,
    system: str | None = None,
    supplier: str | None = None,
    identifier: str | None = None,
) -> list[Name]:
    """Every name that was typed; Refusal where there is none, or one is not whole."""
    numbers = {"upn": upn, "nhs_number": nhs_number, "uln": uln}
    names = [Name(kind, "", normal(kind, text)) for kind, text in numbers.items() if text]
    if person_id:
        found = names_of_person(home, catalogue, person_id.strip())
        if not found:
            what = "Nobody has that identifier."
            raise Refusal("--person-id", what, "Take it from the warehouse as it stands.")
        names += sorted(found, key=lambda name: name.text)
    if system or supplier or identifier:
        names.append(_of_system(catalogue, system or "", supplier or "", identifier or ""))
    if not names:
        what = "Nobody was named."
        raise Refusal("person", what, "Give --upn, --nhs-number, --uln, --person-id or --system.")
    return names


def _of_system(catalogue: Catalogue, word: str, supplier: str, identifier: str) -> Name:
    told = catalogue.words.get(word)
    names = told and told.type == "text" and told.privacy in ("direct_identifier", "pseudonym")
    if told is None or not names or told.of_one_delivery or kind_of(catalogue, word) in EVERYWHERE:
        what = "That is no word by which a system names people for good."
        raise Refusal("--system", what, "Take one from expectations/dictionary/.")
    shared = word in shared_words(catalogue)
    if not identifier or not (supplier or shared):
        raise Refusal("--system", "It is not whole.", "Give --system, --supplier and --id.")
    return Name(word, "" if shared else supplier, normal(word, identifier))
