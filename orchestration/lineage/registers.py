"""The information-asset register and the annex to a data protection impact assessment, as pages.

Both are compiled from contracts, agreements, the dictionary, the lineage and the list of controls,
so that they cannot say other than what the software does; nothing is judged here.
"""

from collections import Counter

import yaml

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.contracts.layouts import Strict
from orchestration.home import PROJECT
from orchestration.lineage.graph import Lineage
from orchestration.stores import FILES, GIVEN, STORES, store_of

CONTROLS = PROJECT / "expectations" / "controls.yml"
MADE = "<!-- Compiled from expectations/ by `sendmart compile`. Do not edit. -->\n"
STORE_TEXTS = {
    "identifiable": "as delivered, staging and who is who; sealed with the home's keys; its owner"
    " alone",
    "warehouse": "core and measures: our person_id, months of birth, codes and dates; its owner,"
    " and the group of its folder",
    "published": "tables as released: counts, after disclosure control; its owner, and the group"
    " of its folder",
}


class Control(Strict):
    """A risk to the people in the data, what the software does about it, and the test of that."""

    risk: str
    control: str
    test: str


def read_controls() -> list[Control]:
    told = yaml.safe_load(CONTROLS.read_text(encoding="utf-8"))
    return [Control.model_validate(one) for one in told]


def asset_register(catalogue: Catalogue, graph: Lineage) -> str:
    """One part for each source, and one for each store."""
    parts = [f"{MADE}# Information assets\n", _stores(), "## Sources\n"]
    parts += [_asset(catalogue, c, graph) for _, c in sorted(catalogue.contracts.items())]
    return "\n".join(parts)


def dpia_annex(catalogue: Catalogue, graph: Lineage) -> str:
    """What data, for which purposes, where it goes, who may see it, and what guards it."""
    purposes: dict[str, list[str]] = {}
    for source, agreement in sorted(catalogue.agreements.items()):
        for purpose in agreement.purposes:
            purposes.setdefault(purpose, []).append(source)
    lines = [f"{MADE}# Annex to the data protection impact assessment\n", "## Purposes\n"]
    lines += [f"- {p.replace('_', ' ')}: {', '.join(s)}" for p, s in sorted(purposes.items())]
    lines += ["", "## Classes of data and how far they go\n", *_classes(catalogue, graph)]
    lines += ["", _stores(), "## Risks and controls\n"]
    lines += ["| Risk | Control | Proved by |", "|---|---|---|"]
    lines += [f"| {c.risk} | {c.control} | `{c.test}` |" for c in read_controls()]
    return "\n".join(lines) + "\n"


def _stores() -> str:
    lines = ["## Stores\n", "| Store | File | Rooms that write it | What and for whom |"]
    lines.append("|---|---|---|---|")
    for store in STORES:
        rooms = ", ".join(room for room in GIVEN if store_of(room) == store)
        lines.append(f"| {store} | `{store}/{FILES[store]}` | {rooms} | {STORE_TEXTS[store]} |")
    return "\n".join(lines) + "\n"


def _asset(catalogue: Catalogue, contract: Contract, graph: Lineage) -> str:
    agreement = catalogue.agreements[contract.source]
    basis = agreement.lawful_basis
    opt_out = agreement.national_data_opt_out
    words = {word for table in contract.tables.values() for word in table.columns}
    classes = Counter(catalogue.words[word].privacy for word in words)
    kept, by = agreement.retention, agreement.retention.after
    facts = {
        "Owner": f"{contract.owner} ({contract.sector})",
        "Controller": f"{agreement.controller}; {agreement.reference}, {agreement.begins_on} to"
        f" {agreement.ends_on}",
        "About people": agreement.personal_data,
        "Purposes": ", ".join(purpose.replace("_", " ") for purpose in agreement.purposes),
        "Lawful basis": "; ".join([*basis.article_6, *basis.article_9, *basis.schedule_1])
        if basis
        else "none needed",
        "Power to share": "; ".join(basis.gateways) if basis else "none needed",
        "National data opt-out": "applied" if opt_out.applies else f"no: {opt_out.why}",
        "Consent": "rows flow only with current consent" if agreement.consent else "not the basis",
        "Kept": f"{kept.years} years after {by}; refused files {kept.refused_days} days",
        "Tables": ", ".join(contract.tables),
        "Words by class": ", ".join(
            f"{n} {c.replace('_', ' ')}" for c, n in sorted(classes.items())
        ),
        "Goes into": ", ".join(_goes_into(graph, contract.source)) or "nothing right of staging",
    }
    lines = [f"### {contract.title} (`{contract.source}`)\n"]
    return "\n".join([*lines, *(f"- {name}: {text}" for name, text in facts.items())]) + "\n"


def _goes_into(graph: Lineage, source: str) -> list[str]:
    """Tables right of the crossing that hold something of the source."""
    return [
        relation.partition(".")[2]
        for relation, columns in sorted(graph.columns.items())
        if relation.startswith(("warehouse.core", "published."))
        and any(
            trace.origin.startswith(f"{source}.")
            for column in columns
            for trace in graph.held((relation, column))
        )
    ]


def _classes(catalogue: Catalogue, graph: Lineage) -> list[str]:
    """For each class, the forms in which it is found in each store right of the crossing."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for relation, columns in graph.columns.items():
        store, room, _ = relation.split(".")
        for trace in {t for c in columns for t in graph.held((relation, c))}:
            if room in ("core", "measures", "published"):
                found.setdefault((trace.privacy, store), Counter())[trace.form] += 1
    counts = Counter(word.privacy for word in catalogue.words.values())
    lines = ["| Class | Words | In the warehouse as | In publication as |", "|---|---|---|---|"]
    for privacy, count in sorted(counts.items()):
        forms = [
            ", ".join(sorted(found.get((privacy, store), {})))
            or ("as it is" if privacy == "open" else "not at all")
            for store in ("warehouse", "published")
        ]
        lines.append(f"| {privacy.replace('_', ' ')} | {count} | {forms[0]} | {forms[1]} |")
    return lines
